package org.ossicle.pass;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Composite;
import org.ossicle.graph.op.Expansion;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.ShapeOf;
import org.ossicle.graph.op.Size;

/**
 * Walks a graph once, works out the type of every value and computes what is known already. What
 * shape arithmetic needs is known by the time it is met, so nothing has to be walked twice.
 *
 * <p>A composite operator becomes the nodes that stand for it.
 *
 * <p>An {@code If} whose condition is known becomes the nodes of its branch, nested ones too. One
 * that depends on data is refused.
 */
public final class InferAndFold implements Pass {
    @Override
    public void run(Graph graph) {
        Walk walk = new Walk(graph.name());
        walk.visit(graph.nodes());
        if (!walk.undecided.isEmpty()) {
            throw new UnsupportedOperatorException(
                    graph.name(), walk.undecided, List.of("If with a condition known when bound"));
        }
        graph.setNodes(walk.kept);
        graph.outputs().replaceAll(walk::resolve);
    }

    private static final class Walk {
        final String graph;
        final List<Node> kept = new ArrayList<>();
        final List<String> undecided = new ArrayList<>();
        final Map<Value, Value> forwarded = new IdentityHashMap<>();

        Walk(String graph) {
            this.graph = graph;
        }

        void visit(List<Node> nodes) {
            for (Node node : nodes) {
                for (int i = 0; i < node.inputCount(); i++) {
                    if (node.input(i) != null) {
                        node.setInput(i, resolve(node.input(i)));
                    }
                }
                if (node.op() instanceof If branches) {
                    inline(node, branches);
                } else if (dependsOnUndecided(node)) {
                    continue;
                } else if (!foldShape(node)) {
                    infer(node);
                    if (ConstantFolder.fold(node)) {
                        continue;
                    }
                    if (node.op() instanceof Composite composite && !composite.isPlain(node)) {
                        visit(Expansion.of(node));
                    } else {
                        kept.add(node);
                    }
                }
            }
        }

        Value resolve(Value value) {
            Value found = value;
            while (forwarded.containsKey(found)) {
                found = forwarded.get(found);
            }
            return found;
        }

        private void inline(Node node, If branches) {
            Tensor condition = Constants.tensor(node.input(0));
            if (condition == null) {
                if (!dependsOnUndecided(node)) {
                    undecided.add("If (" + node.name() + ", condition " + node.input(0) + ")");
                }
                return;
            }
            boolean holds = condition.getLong(0) != 0;
            Graph branch = holds ? branches.thenBranch() : branches.elseBranch();
            visit(branch.nodes());
            for (int i = 0; i < node.outputCount(); i++) {
                if (node.output(i) != null) {
                    forwarded.put(node.output(i), branch.outputs().get(i));
                }
            }
        }

        /**
         * After an If that cannot be decided types are unknown; only further Ifs are looked for.
         */
        private boolean dependsOnUndecided(Node node) {
            if (undecided.isEmpty()) {
                return false;
            }
            for (Value input : node.inputs()) {
                boolean typed = input == null || input.isConstant();
                if (!typed && (input.type() == null || !input.type().shape().isKnown())) {
                    return true;
                }
            }
            return false;
        }

        /** The shape of a value is known without the value. */
        private static boolean foldShape(Node node) {
            Value input = node.input(0);
            boolean known = input != null && input.type() != null && input.type().shape().isKnown();
            if (!known) {
                return false;
            }
            long[] dims = input.type().shape().sizes();
            if (node.op() instanceof ShapeOf shape) {
                long[] sizes = shape.slice(dims);
                node.output(0).setConstant(Tensor.ofLongs(new long[] {sizes.length}, sizes));
                return true;
            }
            if (node.op() instanceof Size) {
                long elements = input.type().shape().elements();
                node.output(0).setConstant(Tensor.ofLongs(new long[0], elements));
                return true;
            }
            return false;
        }

        private void infer(Node node) {
            List<TensorType> types = node.op().infer(new NodeContext(graph, node));
            for (int i = 0; i < node.outputCount(); i++) {
                if (node.output(i) != null) {
                    node.output(i).setType(types.get(i));
                }
            }
        }
    }
}
