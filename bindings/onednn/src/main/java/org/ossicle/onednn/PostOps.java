package org.ossicle.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.ossicle.graph.op.Activation;
import org.ossicle.onednn.Dnnl.Declined;

/** What a primitive does to its result before it writes it. */
final class PostOps {
    private PostOps() {}

    /**
     * Adds a tensor and applies a function.
     *
     * @param addend what to add, or null; argument {@link #ADDEND} of the primitive
     */
    static void set(
            Handles handles,
            dnnl_primitive_attr attributes,
            dnnl_memory_desc addend,
            Activation activation)
            throws Declined {
        dnnl_post_ops operations = new dnnl_post_ops();
        Dnnl.check("dnnl_post_ops_create", dnnl.dnnl_post_ops_create(operations));
        handles.add(() -> dnnl.dnnl_post_ops_destroy(operations));
        if (addend != null) {
            Dnnl.accept(
                    "dnnl_post_ops_append_binary",
                    dnnl.dnnl_post_ops_append_binary(operations, dnnl.dnnl_binary_add, addend));
        }
        if (activation != Activation.NONE) {
            Dnnl.accept(
                    "dnnl_post_ops_append_eltwise",
                    dnnl.dnnl_post_ops_append_eltwise(
                            operations, function(activation), alpha(activation), 0f));
        }
        Dnnl.check(
                "dnnl_primitive_attr_set_post_ops",
                dnnl.dnnl_primitive_attr_set_post_ops(attributes, operations));
    }

    /** The number of the tensor to add among a primitive's arguments. */
    static final int ADDEND = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;

    /**
     * Of a rectifier the slope below 0: with one of 0, oneDNN makes 0 of NaN. This one keeps it,
     * and what is negative stays as far below the precision of the result. Of swish, which is
     * {@code x sigmoid(alpha x)}, 1.
     */
    private static float alpha(Activation activation) {
        return switch (activation) {
            case RELU -> 1e-30f;
            case SILU -> 1f;
            default -> 0f;
        };
    }

    private static int function(Activation activation) {
        return switch (activation) {
            case RELU -> dnnl.dnnl_eltwise_relu;
            case SIGMOID -> dnnl.dnnl_eltwise_logistic;
            case TANH -> dnnl.dnnl_eltwise_tanh;
            case SILU -> dnnl.dnnl_eltwise_swish;
            case GELU_ERF -> dnnl.dnnl_eltwise_gelu_erf;
            case GELU_TANH -> dnnl.dnnl_eltwise_gelu_tanh;
            case NONE -> throw new IllegalArgumentException("no function");
        };
    }
}
