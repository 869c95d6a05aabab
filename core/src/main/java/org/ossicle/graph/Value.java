package org.ossicle.graph;

import java.util.Objects;

/**
 * An edge of the graph: what one node gives and others take, or an input or constant of the graph.
 * Identity counts, not the name.
 */
public final class Value {
    private final String name;
    private TensorType type;
    private Constant constant;

    public Value(String name, TensorType type) {
        this.name = Objects.requireNonNull(name);
        this.type = type;
    }

    public static Value ofConstant(String name, Constant constant) {
        Value value = new Value(name, constant.type());
        value.constant = constant;
        return value;
    }

    public String name() {
        return name;
    }

    /** The type, or null while it is not known. */
    public TensorType type() {
        return type;
    }

    public void setType(TensorType type) {
        this.type = Objects.requireNonNull(type);
    }

    /** The value known at load time, or null. */
    public Constant constant() {
        return constant;
    }

    public boolean isConstant() {
        return constant != null;
    }

    /** Makes this value known; its type becomes the constant's. */
    public void setConstant(Constant constant) {
        this.constant = Objects.requireNonNull(constant);
        this.type = constant.type();
    }

    @Override
    public String toString() {
        return "%" + name + (type == null ? "" : ":" + type);
    }
}
