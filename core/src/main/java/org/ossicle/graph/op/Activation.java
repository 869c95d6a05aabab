package org.ossicle.graph.op;

/**
 * The function a fused product applies to its result, in the order of the numbers that plans give
 * them.
 */
public enum Activation {
    NONE(null),
    RELU(UnaryKind.RELU),
    SIGMOID(UnaryKind.SIGMOID),
    TANH(UnaryKind.TANH),
    SILU(UnaryKind.SILU),
    GELU_ERF(UnaryKind.GELU_ERF),
    GELU_TANH(UnaryKind.GELU_TANH);

    private final UnaryKind function;

    Activation(UnaryKind function) {
        this.function = function;
    }

    /** The same function as a step of its own; null of {@link #NONE}. */
    public UnaryKind function() {
        return function;
    }

    /** The activation that computes a function; {@link #NONE} if there is none. */
    public static Activation of(UnaryKind function) {
        for (Activation activation : values()) {
            if (activation.function == function) {
                return activation;
            }
        }
        return NONE;
    }
}
