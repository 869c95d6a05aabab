package org.ossicle.onnx;

import org.ossicle.graph.DType;
import org.ossicle.graph.op.Attention;
import org.ossicle.graph.op.RotaryEmbedding;

/** Attention and the turning of its operands by place. */
final class AttentionConverters implements Converter {
    private AttentionConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new AttentionConverters();
        registry.add(group, "Attention", "RotaryEmbedding");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Attention" -> attention(node);
            case "RotaryEmbedding" -> rotaryEmbedding(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void attention(NodeImport node) {
        Attention.ScoreStage[] stages = Attention.ScoreStage.values();
        long stage = node.integer("qk_matmul_output_mode", 0);
        int code = (int) node.integer("softmax_precision", 0);
        DType precision = code == 0 ? null : ElementTypes.numeric(code);
        if (stage < 0 || stage >= stages.length) {
            node.refuse("qk_matmul_output_mode=" + stage);
            return;
        }
        if (code != 0 && (precision == null || !precision.isFloat())) {
            node.refuse("softmax_precision=" + ElementTypes.name(code));
            return;
        }
        node.emit(
                new Attention(
                        node.flag("is_causal", false),
                        node.real("scale", 0),
                        node.real("softcap", 0),
                        node.integer("q_num_heads", 0),
                        node.integer("kv_num_heads", 0),
                        stages[(int) stage],
                        precision));
    }

    private static void rotaryEmbedding(NodeImport node) {
        boolean interleaved = node.flag("interleaved", false);
        long heads = node.integer("num_heads", 0);
        long turned = node.integer("rotary_embedding_dim", 0);
        node.emit(new RotaryEmbedding(interleaved, heads, turned));
    }
}
