package org.ossicle.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** One use of an operator. */
public final class Node {
    private final String name;
    private final Operator op;
    private final List<Value> inputs;
    private final List<Value> readableInputs;
    private final List<Value> outputs;

    /**
     * @param name where the node comes from, for messages; need not be unique
     * @param op what it computes
     * @param inputs its inputs, null for an omitted optional one
     * @param outputs its outputs, null for one nobody asked for
     */
    public Node(String name, Operator op, List<Value> inputs, List<Value> outputs) {
        this.name = Objects.requireNonNull(name);
        this.op = Objects.requireNonNull(op);
        this.inputs = new ArrayList<>(inputs);
        this.readableInputs = Collections.unmodifiableList(this.inputs);
        this.outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
    }

    public String name() {
        return name;
    }

    public Operator op() {
        return op;
    }

    /** The inputs; an omitted optional one is null. */
    public List<Value> inputs() {
        return readableInputs;
    }

    /** Input {@code i}, or null if it is omitted or beyond the last. */
    public Value input(int i) {
        return i < inputs.size() ? inputs.get(i) : null;
    }

    /** The outputs; one that nobody asked for is null. */
    public List<Value> outputs() {
        return outputs;
    }

    /** Output {@code i}, or null if nobody asked for it. */
    public Value output(int i) {
        return i < outputs.size() ? outputs.get(i) : null;
    }

    /** Makes input {@code i} another value. */
    public void setInput(int i, Value value) {
        inputs.set(i, value);
    }

    @Override
    public String toString() {
        return outputs + " = " + op + " " + inputs + " # " + name;
    }
}
