package org.ossicle.onnx;

import java.util.List;
import java.util.Locale;
import org.ossicle.graph.op.DepthToSpace;
import org.ossicle.graph.op.Einsum;
import org.ossicle.graph.op.NonZero;
import org.ossicle.graph.op.Resize;
import org.ossicle.graph.op.ResizeRule;
import org.ossicle.graph.op.ResizeRule.Aspect;
import org.ossicle.graph.op.ResizeRule.Coordinates;
import org.ossicle.graph.op.ResizeRule.Mode;
import org.ossicle.graph.op.ResizeRule.Nearest;
import org.ossicle.graph.op.ReverseSequence;
import org.ossicle.graph.op.SpaceToDepth;

/** Operators that arrange elements anew by rules of their own. */
final class ArrangementConverters implements Converter {
    private static final float DEFAULT_CUBIC = -0.75f;

    private ArrangementConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new ArrangementConverters();
        registry.add(
                group,
                "DepthToSpace",
                "SpaceToDepth",
                "ReverseSequence",
                "NonZero",
                "Einsum",
                "Resize",
                "Upsample");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "DepthToSpace" -> depthToSpace(node);
            case "SpaceToDepth" -> node.emit(new SpaceToDepth(node.integer("blocksize", 0)));
            case "ReverseSequence" -> reverseSequence(node);
            case "NonZero" -> node.emit(new NonZero());
            case "Einsum" -> node.emit(new Einsum(node.text("equation", "")));
            case "Resize" -> resize(node);
            case "Upsample" -> legacyResize(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void depthToSpace(NodeImport node) {
        boolean columnRowDepth = node.text("mode", "DCR").equals("CRD");
        node.emit(new DepthToSpace(node.integer("blocksize", 0), columnRowDepth));
    }

    private static void reverseSequence(NodeImport node) {
        long time = node.integer("time_axis", 0);
        node.emit(new ReverseSequence(time, node.integer("batch_axis", 1)));
    }

    private static void resize(NodeImport node) {
        if (node.opset() < 11) {
            legacyResize(node);
            return;
        }
        ResizeRule rule =
                new ResizeRule(
                        named(node, Mode.class, "mode", Mode.NEAREST),
                        named(
                                node,
                                Coordinates.class,
                                "coordinate_transformation_mode",
                                Coordinates.HALF_PIXEL),
                        named(node, Nearest.class, "nearest_mode", Nearest.ROUND_PREFER_FLOOR),
                        named(node, Aspect.class, "keep_aspect_ratio_policy", Aspect.STRETCH));
        Resize resize =
                new Resize(
                        rule,
                        node.real("cubic_coeff_a", DEFAULT_CUBIC),
                        node.flag("exclude_outside", false),
                        node.flag("antialias", false),
                        node.real("extrapolation_value", 0),
                        node.integerList("axes"));
        boolean complete =
                rule.mode() != null
                        && rule.coordinates() != null
                        && rule.nearest() != null
                        && rule.aspect() != null;
        if (complete) {
            node.emit(resize);
        }
    }

    /** The constant that an attribute names, or null after a refusal. */
    private static <E extends Enum<E>> E named(
            NodeImport node, Class<E> type, String attribute, E otherwise) {
        String name = node.text(attribute, otherwise.name());
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            node.refuse(attribute + "=" + name);
            return null;
        }
    }

    /** Before opset 11: inputs x and scales, places counted from the first element. */
    private static void legacyResize(NodeImport node) {
        String mode = node.text("mode", "nearest");
        if (node.opset() < 9 || !(mode.equals("nearest") || mode.equals("linear"))) {
            node.refuse(node.opset() < 9 ? "scales as an attribute" : "mode=" + mode);
            return;
        }
        boolean nearest = mode.equals("nearest");
        ResizeRule rule =
                new ResizeRule(
                        nearest ? Mode.NEAREST : Mode.LINEAR,
                        Coordinates.ASYMMETRIC,
                        Nearest.FLOOR,
                        Aspect.STRETCH);
        Resize resize = new Resize(rule, DEFAULT_CUBIC, false, false, 0, List.of());
        node.emit(resize, node.required(0), null, node.required(1));
    }
}
