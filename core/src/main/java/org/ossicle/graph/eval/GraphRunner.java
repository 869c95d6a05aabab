package org.ossicle.graph.eval;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Expansion;
import org.ossicle.graph.op.If;

/**
 * One run of one graph, with the values computed so far. The graph inside an {@code If} runs in a
 * runner of its own that looks up what it does not know in this one.
 */
final class GraphRunner {
    private final GraphRunner outer;
    private final Map<Value, Tensor> values = new IdentityHashMap<>();

    private GraphRunner(GraphRunner outer) {
        this.outer = outer;
    }

    /** A runner with no graph around it. */
    static GraphRunner outermost() {
        return new GraphRunner(null);
    }

    /** Computes a composite operator by the nodes that stand for it. */
    static Tensor[] expand(String where, Operator op, Tensor[] inputs, int outputCount) {
        List<Value> given = new ArrayList<>();
        for (Tensor input : inputs) {
            given.add(input == null ? null : Value.ofConstant("input", input));
        }
        List<Value> wanted = new ArrayList<>();
        for (int i = 0; i < outputCount; i++) {
            wanted.add(new Value("output", null));
        }
        List<Node> nodes = Expansion.of(new Node(where, op, given, wanted));
        Graph graph = new Graph(where, List.of(), nodes, wanted);
        return outermost().run(graph, List.of()).toArray(new Tensor[0]);
    }

    List<Tensor> run(Graph graph, List<Tensor> inputs) {
        if (inputs.size() != graph.inputs().size()) {
            throw new InvalidGraphException(
                    graph.name(),
                    graph.inputs().size() + " inputs",
                    Integer.toString(inputs.size()),
                    "give one tensor per input of the graph");
        }
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        Map<Value, Node> lastUses = lastUses(graph);
        for (Node node : graph.nodes()) {
            runNode(node);
            node.inputs().stream().filter(v -> lastUses.get(v) == node).forEach(values::remove);
        }
        List<Tensor> results = new ArrayList<>();
        for (Value output : graph.outputs()) {
            results.add(lookUp(output, graph.name()));
        }
        return results;
    }

    private void runNode(Node node) {
        String where = Interpreter.where(node);
        Tensor[] inputs = new Tensor[node.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = node.input(i) == null ? null : lookUp(node.input(i), where);
        }
        Tensor[] outputs = evaluate(where, node.op(), inputs, node.outputs().size());
        for (int i = 0; i < outputs.length; i++) {
            if (node.output(i) != null) {
                values.put(node.output(i), outputs[i]);
            }
        }
    }

    Tensor[] evaluate(String where, Operator op, Tensor[] inputs, int outputCount) {
        if (!(op instanceof If choice)) {
            return Interpreter.compute(where, op, inputs, outputCount);
        }
        if (inputs.length != 1 || inputs[0].dtype() != DType.BOOL || inputs[0].elements() != 1) {
            throw new InvalidGraphException(
                    where, "one bool as condition", List.of(inputs).toString(), "check the model");
        }
        boolean condition = inputs[0].getLong(0) != 0;
        Graph branch = condition ? choice.thenBranch() : choice.elseBranch();
        List<Tensor> results = new GraphRunner(this).run(branch, List.of());
        if (results.size() < outputCount) {
            throw new InvalidGraphException(
                    where,
                    outputCount + " outputs from branch '" + branch.name() + "'",
                    Integer.toString(results.size()),
                    "check the model");
        }
        return results.subList(0, outputCount).toArray(new Tensor[0]);
    }

    private Tensor lookUp(Value value, String user) {
        for (GraphRunner scope = this; scope != null; scope = scope.outer) {
            Tensor known = scope.values.get(value);
            if (known != null) {
                return known;
            }
        }
        Constant constant = value.constant();
        if (constant == null) {
            throw new InvalidGraphException(
                    user,
                    "a value computed before",
                    value.toString(),
                    "order the nodes so that each comes after those it depends on");
        }
        Tensor loaded = constant.load();
        values.put(value, loaded);
        return loaded;
    }

    /** The node after which nothing reads a value, for values that inner graphs do not use. */
    private static Map<Value, Node> lastUses(Graph graph) {
        Map<Value, Node> uses = new IdentityHashMap<>();
        for (Node node : graph.nodes()) {
            for (Value input : node.inputs()) {
                if (input != null) {
                    uses.put(input, node);
                }
            }
        }
        for (Node node : graph.nodes()) {
            if (node.op() instanceof If choice) {
                forget(uses, choice.thenBranch());
                forget(uses, choice.elseBranch());
            }
        }
        graph.outputs().forEach(uses::remove);
        return uses;
    }

    private static void forget(Map<Value, Node> uses, Graph inner) {
        for (Node node : inner.nodes()) {
            node.inputs().forEach(uses::remove);
            if (node.op() instanceof If choice) {
                forget(uses, choice.thenBranch());
                forget(uses, choice.elseBranch());
            }
        }
        inner.outputs().forEach(uses::remove);
    }
}
