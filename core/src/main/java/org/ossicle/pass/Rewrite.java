package org.ossicle.pass;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;

/**
 * One walk over the nodes of a graph in order, during which nodes are kept, replaced or dropped. A
 * node that replaces the last node of a pattern gives the same output value, so nothing else has to
 * change; the rest of the pattern stays and is removed as dead code if nothing else takes it.
 */
final class Rewrite {
    private final Graph graph;
    private final List<Node> nodes;
    private final Map<Value, Node> producers = new IdentityHashMap<>();
    private final Map<Value, int[]> uses = new IdentityHashMap<>();
    private final Map<Value, Value> forwarded = new IdentityHashMap<>();

    /** How many nodes {@link #producers} knows: all, as soon as somebody asks for one. */
    private int indexed;

    /** What a pass does with one node: keep it through {@link #keep}, or add others instead. */
    @FunctionalInterface
    interface Visitor {
        void visit(Node node, Rewrite rewrite);
    }

    private Rewrite(Graph graph) {
        this.graph = graph;
        this.nodes = new ArrayList<>(graph.nodes().size());
    }

    static void walk(Graph graph, Visitor visitor) {
        new Rewrite(graph).walk(visitor);
    }

    /** As {@link #walk(Graph, Visitor)}, for visitors that ask for {@link #uses}. */
    static void walkCountingUses(Graph graph, Visitor visitor) {
        Rewrite rewrite = new Rewrite(graph);
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputCount(); i++) {
                rewrite.count(node.input(i));
            }
        }
        graph.outputs().forEach(rewrite::count);
        rewrite.walk(visitor);
    }

    /** Makes one of a node that has two inputs and what computes them; false if they do not fit. */
    interface Fusion {
        boolean fuse(Node root, Value a, Value b, Rewrite rewrite);
    }

    /** Tries all nodes of a kind with their inputs in either order, and keeps all others. */
    static void fuseEitherWay(Graph graph, BinaryKind kind, Fusion fusion) {
        walkCountingUses(
                graph,
                (node, rewrite) -> {
                    boolean fused =
                            Patterns.is(node, kind)
                                    && (fusion.fuse(node, node.input(0), node.input(1), rewrite)
                                            || fusion.fuse(
                                                    node, node.input(1), node.input(0), rewrite));
                    if (!fused) {
                        rewrite.keep(node);
                    }
                });
    }

    private void count(Value value) {
        if (value != null) {
            int[] known = uses.get(value);
            if (known == null) {
                uses.put(value, new int[] {1});
            } else {
                known[0]++;
            }
        }
    }

    private void walk(Visitor visitor) {
        for (Node node : graph.nodes()) {
            resolveInputs(node);
            visitor.visit(node, this);
        }
        graph.setNodes(nodes);
        if (!forwarded.isEmpty()) {
            graph.outputs().replaceAll(this::resolve);
        }
    }

    /** Leaves a node as it is. */
    void keep(Node node) {
        nodes.add(node);
    }

    /** Adds a node with one output that takes the place of {@code output}. */
    void add(String name, Operator op, List<Value> inputs, Value output) {
        keep(new Node(name, op, inputs, List.of(output)));
    }

    /** Adds a node with a new value as its output. */
    Value add(String name, Operator op, List<Value> inputs, TensorType type) {
        Value output = new Value(name, type);
        add(name, op, inputs, output);
        return output;
    }

    /**
     * Makes everything that takes {@code from}, later nodes and the graph's outputs, take {@code
     * to}.
     */
    void forward(Value from, Value to) {
        if (!from.type().equals(to.type())) {
            throw new InvalidGraphException(
                    "value " + from.name(),
                    "a replacement of type " + from.type(),
                    to.toString(),
                    "this is a fault of a pass; please report it with the model");
        }
        forwarded.put(from, to);
    }

    /** The node, already walked over, that gives a value; null for inputs and constants. */
    Node producer(Value value) {
        while (indexed < nodes.size()) {
            index(nodes.get(indexed++));
        }
        return value == null ? null : producers.get(value);
    }

    private void index(Node node) {
        for (int i = 0; i < node.outputCount(); i++) {
            if (node.output(i) != null) {
                producers.put(node.output(i), node);
            }
        }
    }

    /** The producer of {@code value} if it has that operator, else null. */
    Node producer(Value value, Class<? extends Operator> op) {
        Node node = producer(value);
        return node != null && op.isInstance(node.op()) ? node : null;
    }

    /**
     * How many inputs and graph outputs took the value when the walk began; to be asked for only in
     * a walk that {@linkplain #walkCountingUses counts} them.
     */
    int uses(Value value) {
        int[] counted = uses.get(value);
        return counted == null ? 0 : counted[0];
    }

    /** The producer of a value that only one input takes, else null; {@link #uses} as asked for. */
    Node soleProducer(Value value) {
        return uses(value) == 1 ? producer(value) : null;
    }

    private Value resolve(Value value) {
        Value found = value;
        while (forwarded.containsKey(found)) {
            found = forwarded.get(found);
        }
        return found;
    }

    private void resolveInputs(Node node) {
        if (forwarded.isEmpty()) {
            return;
        }
        for (int i = 0; i < node.inputCount(); i++) {
            Value input = node.input(i);
            if (input != null && forwarded.containsKey(input)) {
                node.setInput(i, resolve(input));
            }
        }
    }
}
