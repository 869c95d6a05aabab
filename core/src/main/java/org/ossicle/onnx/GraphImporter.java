package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Identity;

/** Imports the nodes of one graph, or of one call of a function, in order of dependency. */
final class GraphImporter {
    private static final int MAX_CALL_DEPTH = 64;

    private final ImportSession session;
    private final Frame frame;
    private final Scope scope;
    private final List<Node> nodes;

    private GraphImporter(ImportSession session, Frame frame, Scope scope, List<Node> nodes) {
        this.session = session;
        this.frame = frame;
        this.scope = scope;
        this.nodes = nodes;
    }

    /** The graph of the model itself. */
    static Graph importModel(ImportSession session, Frame frame, OnnxGraph source) {
        Scope scope = new Scope(null);
        return new GraphImporter(session, frame, scope, new ArrayList<>()).graph(source);
    }

    /** A graph inside a node of this one; it sees this graph's values. */
    Graph importBranch(OnnxGraph source, String node) {
        if (!source.inputs().isEmpty()) {
            throw session.broken(node, "branches without inputs", source.inputs().toString());
        }
        Scope inner = new Scope(scope);
        return new GraphImporter(session, frame, inner, new ArrayList<>()).graph(source);
    }

    ImportSession session() {
        return session;
    }

    Frame frame() {
        return frame;
    }

    private Graph graph(OnnxGraph source) {
        Set<String> initialized = new HashSet<>();
        for (OnnxTensor tensor : source.initializers()) {
            define(tensor.name(), constant(tensor));
            initialized.add(tensor.name());
        }
        List<Value> inputs = new ArrayList<>();
        for (OnnxValueInfo info : source.inputs()) {
            if (!initialized.contains(info.name())) {
                inputs.add(input(info));
            }
        }
        importNodes(source.nodes());
        List<Value> outputs = new ArrayList<>();
        for (OnnxValueInfo info : source.outputs()) {
            outputs.add(resolve(info.name(), "output '" + info.name() + "'"));
        }
        return new Graph(source.name(), inputs, nodes, outputs);
    }

    private Value constant(OnnxTensor tensor) {
        String name = frame.displayName(tensor.name());
        if (tensor.data() != null) {
            return Value.ofConstant(name, tensor.data());
        }
        session.report().refuse(tensor.obstacle(), null, "constant '" + name + "'");
        return new Value(name, null);
    }

    private Value input(OnnxValueInfo info) {
        if (info.obstacle() != null) {
            session.report().refuse(info.obstacle(), null, "input '" + info.name() + "'");
        }
        Value value = new Value(info.name(), info.type());
        define(info.name(), value);
        return value;
    }

    private void importNodes(List<OnnxNode> source) {
        for (OnnxNode node : NodeOrder.sorted(source, scope, session)) {
            session.countNode();
            OnnxFunction function = session.function(node);
            NodeImport context = new NodeImport(this, node, inputs(node));
            if (function == null) {
                context.convert();
            } else {
                inline(function, node, context);
            }
        }
    }

    private List<Value> inputs(OnnxNode node) {
        List<Value> values = new ArrayList<>(node.inputs().size());
        for (String name : node.inputs()) {
            if (!name.isEmpty() && !scope.knows(name)) {
                throw unknown(name, "node '" + node.label() + "'");
            }
            values.add(name.isEmpty() ? null : scope.get(name));
        }
        return values;
    }

    private Value resolve(String name, String user) {
        if (!scope.knows(name)) {
            throw unknown(name, user);
        }
        return scope.get(name);
    }

    private ModelFormatException unknown(String name, String user) {
        return session.broken(user, "a value called '" + name + "'", "none in the graph");
    }

    /** Gives a name its meaning in this graph, once. */
    void define(String name, Value value) {
        if (name.isEmpty() || scope.defines(name)) {
            throw session.broken(
                    "value '" + name + "'",
                    "a name given to one value",
                    name.isEmpty() ? "no name" : "the same name for two");
        }
        scope.put(name, value);
    }

    boolean isDefined(String name) {
        return scope.defines(name);
    }

    void add(Node node) {
        nodes.add(node);
    }

    private void inline(OnnxFunction function, OnnxNode call, NodeImport context) {
        String label = context.label();
        if (frame.depth() >= MAX_CALL_DEPTH) {
            throw session.broken(label, "calls at most " + MAX_CALL_DEPTH + " deep", "more");
        }
        checkArity(label, "inputs", call.inputs().size(), function.inputs().size());
        checkArity(label, "outputs", call.outputs().size(), function.outputs().size());
        Map<String, String> outputNames = new HashMap<>();
        for (int i = 0; i < call.outputs().size(); i++) {
            String name = call.outputs().get(i);
            if (!name.isEmpty()) {
                outputNames.put(function.outputs().get(i), frame.displayName(name));
            }
        }
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>(function.defaults());
        attributes.putAll(context.attributes());
        Frame inner =
                new Frame(
                        function.opsets(), attributes, label + "/", outputNames, frame.depth() + 1);
        GraphImporter body = new GraphImporter(session, inner, new Scope(null), nodes);
        for (int i = 0; i < function.inputs().size(); i++) {
            body.define(function.inputs().get(i), context.input(i));
        }
        body.importNodes(function.nodes());
        for (int i = 0; i < call.outputs().size(); i++) {
            if (!call.outputs().get(i).isEmpty()) {
                Value result = body.resolve(function.outputs().get(i), label);
                define(call.outputs().get(i), named(result, call.outputs().get(i), label));
            }
        }
    }

    /** The value itself, or a copy if it already goes by another name than it has here. */
    private Value named(Value value, String name, String label) {
        if (value == null) {
            throw session.broken(label, "a result '" + name + "'", "an omitted input");
        }
        String display = frame.displayName(name);
        if (value.name().equals(display)) {
            return value;
        }
        Value copy = new Value(display, null);
        nodes.add(new Node(label, new Identity(), List.of(value), List.of(copy)));
        return copy;
    }

    private void checkArity(String label, String what, int given, int defined) {
        if (given > defined) {
            throw session.broken(label, "at most " + defined + " " + what, Integer.toString(given));
        }
    }
}
