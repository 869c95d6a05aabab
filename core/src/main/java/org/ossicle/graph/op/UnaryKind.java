package org.ossicle.graph.op;

/** The functions of {@link Unary}, in the order of the numbers that plans give them. */
public enum UnaryKind {
    ABS("Abs", Domain.NUMERIC),
    NEG("Neg", Domain.NUMERIC),
    EXP("Exp", Domain.FLOAT),
    LOG("Log", Domain.FLOAT),
    SQRT("Sqrt", Domain.FLOAT),
    RECIPROCAL("Reciprocal", Domain.FLOAT),
    SIGMOID("Sigmoid", Domain.FLOAT),
    TANH("Tanh", Domain.FLOAT),
    RELU("Relu", Domain.NUMERIC),
    ERF("Erf", Domain.FLOAT),
    SIN("Sin", Domain.FLOAT),
    COS("Cos", Domain.FLOAT),
    FLOOR("Floor", Domain.FLOAT),
    CEIL("Ceil", Domain.FLOAT),
    /** To the nearest integer, halves to even. */
    ROUND("Round", Domain.FLOAT),
    SIGN("Sign", Domain.NUMERIC),
    NOT("Not", Domain.BOOL),
    /** min(beta, max(x, alpha)); {@link Clip} has its bounds as inputs instead. */
    CLIP("Clip", Domain.FLOAT),
    /** x where x &ge; 0, else alpha x. */
    LEAKY_RELU("LeakyRelu", Domain.FLOAT),
    /** x where x &ge; 0, else alpha (exp(x) - 1). */
    ELU("Elu", Domain.FLOAT),
    /** max(0, min(1, alpha x + beta)). */
    HARD_SIGMOID("HardSigmoid", Domain.FLOAT),
    SOFTPLUS("Softplus", Domain.FLOAT),
    SOFTSIGN("Softsign", Domain.FLOAT),
    IS_NAN("IsNaN", Domain.FLOAT),
    /** Infinity of either sign; see {@link Unary} for one sign only. */
    IS_INF("IsInf", Domain.FLOAT),
    /** x/2 (1 + erf(x / sqrt 2)). */
    GELU_ERF("Gelu", Domain.FLOAT),
    /** x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
    GELU_TANH("Gelu", Domain.FLOAT),
    TAN("Tan", Domain.FLOAT),
    ASIN("Asin", Domain.FLOAT),
    ACOS("Acos", Domain.FLOAT),
    ATAN("Atan", Domain.FLOAT),
    SINH("Sinh", Domain.FLOAT),
    COSH("Cosh", Domain.FLOAT),
    ASINH("Asinh", Domain.FLOAT),
    ACOSH("Acosh", Domain.FLOAT),
    ATANH("Atanh", Domain.FLOAT),
    /** x max(0, min(1, x/6 + 1/2)). */
    HARD_SWISH("HardSwish", Domain.FLOAT),
    /** x tanh(log(1 + exp(x))). */
    MISH("Mish", Domain.FLOAT),
    /** beta x where x &gt; 0, else beta alpha (exp(x) - 1); beta is ONNX's gamma. */
    SELU("Selu", Domain.FLOAT),
    /** max(0, x) + min(0, alpha (exp(x / alpha) - 1)). */
    CELU("Celu", Domain.FLOAT),
    /** x where x &gt; alpha, else 0. */
    THRESHOLDED_RELU("ThresholdedRelu", Domain.FLOAT),
    BITWISE_NOT("BitwiseNot", Domain.INTEGER),
    /** x sigmoid(x): ONNX's Swish with alpha 1. */
    SILU("Swish", Domain.FLOAT),
    /** log(1 + x). */
    LOG1P("ossicle.Log1p", Domain.FLOAT);

    /** The element types a function takes. */
    enum Domain {
        FLOAT,
        NUMERIC,
        INTEGER,
        BOOL
    }

    private final String onnxName;
    private final Domain domain;

    UnaryKind(String onnxName, Domain domain) {
        this.onnxName = onnxName;
        this.domain = domain;
    }

    /** The operator's name in ONNX. */
    public String onnxName() {
        return onnxName;
    }

    Domain domain() {
        return domain;
    }

    /** Whether the result is BOOL whatever the input's type. */
    public boolean isPredicate() {
        return this == IS_NAN || this == IS_INF;
    }
}
