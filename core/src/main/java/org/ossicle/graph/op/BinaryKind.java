package org.ossicle.graph.op;

/** The functions of {@link Binary}, in the order of the numbers that plans give them. */
public enum BinaryKind {
    ADD("Add", Domain.NUMERIC),
    SUB("Sub", Domain.NUMERIC),
    MUL("Mul", Domain.NUMERIC),
    /** Integers are divided towards zero; an integer divisor of zero is refused. */
    DIV("Div", Domain.NUMERIC),
    /** The result has the type of a; b may have another numeric type. */
    POW("Pow", Domain.NUMERIC),
    MAX("Max", Domain.NUMERIC),
    MIN("Min", Domain.NUMERIC),
    /** Remainder with the sign of the divisor. */
    MOD("Mod", Domain.NUMERIC),
    /** Remainder with the sign of the dividend: ONNX's Mod with fmod=1. */
    FMOD("Mod", Domain.NUMERIC),
    AND("And", Domain.BOOL),
    OR("Or", Domain.BOOL),
    XOR("Xor", Domain.BOOL),
    EQUAL("Equal", Domain.ANY),
    LESS("Less", Domain.NUMERIC),
    LESS_OR_EQUAL("LessOrEqual", Domain.NUMERIC),
    GREATER("Greater", Domain.NUMERIC),
    GREATER_OR_EQUAL("GreaterOrEqual", Domain.NUMERIC),
    BITWISE_AND("BitwiseAnd", Domain.INTEGER),
    BITWISE_OR("BitwiseOr", Domain.INTEGER),
    BITWISE_XOR("BitwiseXor", Domain.INTEGER),
    /** A shift by the type's width or more gives 0. */
    SHIFT_LEFT("BitShift", Domain.UNSIGNED),
    /** A shift by the type's width or more gives 0. */
    SHIFT_RIGHT("BitShift", Domain.UNSIGNED),
    /** a where a &ge; 0, else a b; b broadcasts to the shape of a. */
    PRELU("PRelu", Domain.NUMERIC),
    /** a sigmoid(b): the gated linear unit. */
    GLU("ossicle.Glu", Domain.FLOAT);

    /** The element types a function takes. */
    enum Domain {
        FLOAT,
        NUMERIC,
        INTEGER,
        UNSIGNED,
        BOOL,
        ANY
    }

    private final String onnxName;
    private final Domain domain;

    BinaryKind(String onnxName, Domain domain) {
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

    /** Whether the result is BOOL: a comparison or a logical function. */
    public boolean isPredicate() {
        boolean comparison =
                ordinal() >= EQUAL.ordinal() && ordinal() <= GREATER_OR_EQUAL.ordinal();
        return comparison || domain == Domain.BOOL;
    }
}
