package org.ossicle.onnx;

import org.ossicle.graph.op.BatchNormalization;
import org.ossicle.graph.op.GroupNormalization;
import org.ossicle.graph.op.InstanceNormalization;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.RmsNormalization;

/** Normalisation to a mean and variance. */
final class NormalizationConverters implements Converter {
    private static final float EPSILON = 1e-5f;

    private NormalizationConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new NormalizationConverters();
        registry.add(
                group,
                "BatchNormalization",
                "InstanceNormalization",
                "GroupNormalization",
                "LayerNormalization",
                "RMSNormalization",
                "SimplifiedLayerNormalization");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "BatchNormalization" -> batch(node);
            case "InstanceNormalization" -> instance(node);
            case "GroupNormalization" -> group(node);
            case "LayerNormalization" -> layer(node);
            case "RMSNormalization", "SimplifiedLayerNormalization" -> rms(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void batch(NodeImport node) {
        node.ignore("momentum");
        boolean training = node.flag("training_mode", false);
        boolean perActivation = !node.flag("spatial", true);
        for (int i = 1; i < node.outputCount(); i++) {
            training |= node.wants(i);
        }
        if (training || perActivation) {
            node.refuse(training ? "outputs of training" : "spatial=0");
            return;
        }
        node.emit(new BatchNormalization(node.real("epsilon", EPSILON)));
    }

    private static void instance(NodeImport node) {
        node.emit(new InstanceNormalization(node.real("epsilon", EPSILON)));
    }

    private static void group(NodeImport node) {
        node.ignore("stash_type");
        if (node.opset() < 21) {
            node.refuse("scales per group");
            return;
        }
        long groups = node.integer("num_groups", 0);
        node.emit(new GroupNormalization(groups, node.real("epsilon", EPSILON)));
    }

    private static void layer(NodeImport node) {
        node.ignore("stash_type");
        long axis = node.integer("axis", -1);
        node.emit(new LayerNormalization(axis, node.real("epsilon", EPSILON)));
    }

    private static void rms(NodeImport node) {
        node.ignore("stash_type");
        long axis = node.integer("axis", -1);
        node.emit(new RmsNormalization(axis, node.real("epsilon", EPSILON)));
    }
}
