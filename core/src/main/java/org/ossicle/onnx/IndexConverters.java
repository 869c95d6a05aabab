package org.ossicle.onnx;

import org.ossicle.graph.Value;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.CumSum;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;
import org.ossicle.graph.op.GatherNd;
import org.ossicle.graph.op.OneHot;
import org.ossicle.graph.op.ScatterElements;
import org.ossicle.graph.op.ScatterNd;
import org.ossicle.graph.op.ScatterReduction;
import org.ossicle.graph.op.TopK;

/** Operators that take or give places of elements, and running sums. */
final class IndexConverters implements Converter {
    private IndexConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new IndexConverters();
        registry.add(
                group,
                "Gather",
                "GatherElements",
                "GatherND",
                "ScatterElements",
                "Scatter",
                "ScatterND",
                "ArgMax",
                "ArgMin",
                "TopK",
                "OneHot",
                "CumSum");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Gather" -> node.emit(new Gather(node.integer("axis", 0)));
            case "GatherElements" -> gatherElements(node);
            case "GatherND" -> node.emit(new GatherNd(node.integer("batch_dims", 0)));
            case "ScatterElements", "Scatter" -> scatterElements(node);
            case "ScatterND" -> scatterNd(node);
            case "ArgMax" -> argReduce(node, true);
            case "ArgMin" -> argReduce(node, false);
            case "TopK" -> topK(node);
            case "OneHot" -> node.emit(new OneHot(node.integer("axis", -1)));
            case "CumSum" -> cumSum(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void gatherElements(NodeImport node) {
        node.emit(new GatherElements(node.integer("axis", 0)));
    }

    private static void scatterElements(NodeImport node) {
        ScatterReduction reduction = reduction(node);
        node.emit(new ScatterElements(node.integer("axis", 0), reduction));
    }

    private static void scatterNd(NodeImport node) {
        node.emit(new ScatterNd(reduction(node)));
    }

    private static ScatterReduction reduction(NodeImport node) {
        String name = node.text("reduction", "none");
        return switch (name) {
            case "none" -> ScatterReduction.NONE;
            case "add" -> ScatterReduction.ADD;
            case "mul" -> ScatterReduction.MUL;
            case "max" -> ScatterReduction.MAX;
            case "min" -> ScatterReduction.MIN;
            default -> throw node.broken("reduction none, add, mul, max or min", "'" + name + "'");
        };
    }

    private static void argReduce(NodeImport node, boolean max) {
        long axis = node.integer("axis", 0);
        boolean keepDims = node.flag("keepdims", true);
        boolean last = node.flag("select_last_index", false);
        node.emit(new ArgReduce(max, axis, keepDims, last));
    }

    private static void topK(NodeImport node) {
        long axis = node.integer("axis", -1);
        boolean largest = node.flag("largest", true);
        TopK op = new TopK(axis, largest, node.flag("sorted", true));
        if (node.opset() >= 10) {
            node.emit(op);
            return;
        }
        Value k = node.listConstant("k", new long[] {node.integer("k", 0)});
        node.emit(op, node.required(0), k);
    }

    private static void cumSum(NodeImport node) {
        boolean exclusive = node.flag("exclusive", false);
        node.emit(new CumSum(exclusive, node.flag("reverse", false)));
    }
}
