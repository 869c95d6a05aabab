package org.ossicle.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** One use of an operator. */
public final class Node {
    private static final Value[] NONE = {};

    private final String name;
    private final Operator op;
    private final Value[] inputs;
    private final Value[] outputs;
    private final List<Value> inputList;
    private final List<Value> outputList;

    /**
     * @param name where the node comes from, for messages; need not be unique
     * @param op what it computes
     * @param inputs its inputs, null for an omitted optional one
     * @param outputs its outputs, null for one nobody asked for
     */
    public Node(String name, Operator op, List<Value> inputs, List<Value> outputs) {
        this.name = Objects.requireNonNull(name);
        this.op = Objects.requireNonNull(op);
        this.inputs = inputs.toArray(NONE);
        this.outputs = outputs.toArray(NONE);
        this.inputList = Collections.unmodifiableList(Arrays.asList(this.inputs));
        this.outputList = Collections.unmodifiableList(Arrays.asList(this.outputs));
    }

    public String name() {
        return name;
    }

    public Operator op() {
        return op;
    }

    /** The inputs; an omitted optional one is null. */
    public List<Value> inputs() {
        return inputList;
    }

    /** How many inputs are listed, omitted ones included. */
    public int inputCount() {
        return inputs.length;
    }

    /** Input {@code i}, or null if it is omitted or beyond the last. */
    public Value input(int i) {
        return i < inputs.length ? inputs[i] : null;
    }

    /** The outputs; one that nobody asked for is null. */
    public List<Value> outputs() {
        return outputList;
    }

    /** How many outputs are listed, those that nobody asked for included. */
    public int outputCount() {
        return outputs.length;
    }

    /** Output {@code i}, or null if nobody asked for it. */
    public Value output(int i) {
        return i < outputs.length ? outputs[i] : null;
    }

    /** Makes input {@code i} another value. */
    public void setInput(int i, Value value) {
        inputs[i] = value;
    }

    @Override
    public String toString() {
        return outputList + " = " + op + " " + inputList + " # " + name;
    }
}
