package org.ossicle.onnx;

import java.util.Locale;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.PadMode;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.ShapeOf;
import org.ossicle.graph.op.Size;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Trilu;
import org.ossicle.graph.op.Unsqueeze;

/** Operators that move elements or ask for sizes. */
final class ShapeConverters implements Converter {
    private ShapeConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new ShapeConverters();
        registry.addTimeless(group, "Shape", "Size", "Transpose");
        registry.add(
                group,
                "Reshape",
                "Flatten",
                "Squeeze",
                "Unsqueeze",
                "Expand",
                "Tile",
                "Concat",
                "Split",
                "Slice",
                "Pad",
                "Trilu");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Shape" -> shape(node);
            case "Size" -> node.emit(new Size());
            case "Reshape" -> reshape(node);
            case "Flatten" -> node.emit(new Flatten(node.integer("axis", 1)));
            case "Squeeze" -> squeeze(node);
            case "Unsqueeze" -> unsqueeze(node);
            case "Transpose" -> node.emit(new Transpose(node.integerList("perm")));
            case "Expand" -> node.emit(new Expand());
            case "Tile" -> node.emit(new Tile());
            case "Concat" -> concat(node);
            case "Split" -> split(node);
            case "Slice" -> slice(node);
            case "Pad" -> pad(node);
            case "Trilu" -> node.emit(new Trilu(node.flag("upper", true)));
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void shape(NodeImport node) {
        long start = node.integer("start", 0);
        node.emit(new ShapeOf(start, node.integer("end", Long.MAX_VALUE)));
    }

    private static void reshape(NodeImport node) {
        node.emit(new Reshape(node.flag("allowzero", false)));
    }

    private static void squeeze(NodeImport node) {
        if (node.opset() >= 13) {
            node.emit(new Squeeze());
            return;
        }
        long[] axes = node.integers("axes");
        Value list = axes == null ? null : node.listConstant("axes", axes);
        node.emit(new Squeeze(), node.required(0), list);
    }

    private static void unsqueeze(NodeImport node) {
        if (node.opset() >= 13) {
            node.emit(new Unsqueeze());
            return;
        }
        Value axes = node.listConstant("axes", requiredIntegers(node, "axes"));
        node.emit(new Unsqueeze(), node.required(0), axes);
    }

    private static void concat(NodeImport node) {
        if (!node.hasAttribute("axis")) {
            throw node.broken("an axis", "none");
        }
        node.emit(new Concat(node.integer("axis", 0)));
    }

    private static void split(NodeImport node) {
        long axis = node.integer("axis", 0);
        long given = node.integer("num_outputs", 0);
        long parts = given == 0 ? node.outputCount() : given;
        if (parts != node.outputCount()) {
            throw node.broken(parts + " outputs", node.outputCount() + "");
        }
        long[] sizes = node.opset() < 13 ? node.integers("split") : null;
        Value list = sizes == null ? node.input(1) : node.listConstant("split", sizes);
        node.emit(new Split(axis, parts), node.required(0), list);
    }

    private static void slice(NodeImport node) {
        if (node.opset() >= 10) {
            node.emit(new Slice());
            return;
        }
        Value starts = node.listConstant("starts", requiredIntegers(node, "starts"));
        Value ends = node.listConstant("ends", requiredIntegers(node, "ends"));
        long[] axes = node.integers("axes");
        Value list = axes == null ? null : node.listConstant("axes", axes);
        node.emit(new Slice(), node.required(0), starts, ends, list);
    }

    private static void pad(NodeImport node) {
        String mode = node.text("mode", "constant");
        PadMode padMode;
        try {
            padMode = PadMode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw node.broken("mode constant, reflect, edge or wrap", "'" + mode + "'");
        }
        if (node.opset() >= 11) {
            node.emit(new Pad(padMode));
            return;
        }
        Value x = node.required(0);
        Value pads = node.listConstant("pads", requiredIntegers(node, "pads"));
        node.emit(new Pad(padMode), x, pads, node.scalarLike(node.real("value", 0), x));
    }

    private static long[] requiredIntegers(NodeImport node, String name) {
        long[] values = node.integers(name);
        if (values == null) {
            throw node.broken("attribute '" + name + "'", "none");
        }
        return values;
    }
}
