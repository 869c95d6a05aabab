package org.ossicle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A computation: nodes in an order in which each comes after those it depends on, between inputs
 * and outputs whose order is part of the model. A sub-graph may use values of the graph around it.
 */
public final class Graph {
    private final String name;
    private final List<Value> inputs;
    private final List<Value> outputs;
    private List<Node> nodes;

    public Graph(String name, List<Value> inputs, List<Node> nodes, List<Value> outputs) {
        this.name = Objects.requireNonNull(name);
        this.inputs = new ArrayList<>(inputs);
        this.nodes = new ArrayList<>(nodes);
        this.outputs = new ArrayList<>(outputs);
    }

    public String name() {
        return name;
    }

    /** The inputs that a caller gives, in the model's order; live, passes may edit it. */
    public List<Value> inputs() {
        return inputs;
    }

    /** The results, in the model's order; live, passes may edit it. */
    public List<Value> outputs() {
        return outputs;
    }

    /** The nodes in dependency order; live, passes may edit it. */
    public List<Node> nodes() {
        return nodes;
    }

    public void setNodes(List<Node> nodes) {
        this.nodes = new ArrayList<>(nodes);
    }
}
