package org.ossicle.pass;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/**
 * Keeps one of several nodes that compute the same from the same values, and one of several small
 * constants with the same elements. Values quantised twice are quantised once afterwards.
 */
public final class MergeEqualNodes implements Pass {
    /** Larger constants are hardly ever equal and cost time to compare. */
    private static final int MAX_CONSTANT_BYTES = 4096;

    /** Compares inputs by identity and operators by their attributes. */
    private record NodeKey(Operator op, List<Identity> inputs, int outputs) {}

    private record Identity(Value value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && identity.value == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    private record ConstantKey(DType dtype, List<Long> dims, ByteBuffer bytes) {}

    @Override
    public void run(Graph graph) {
        Map<NodeKey, Node> nodes = new HashMap<>();
        Map<ConstantKey, Value> constants = new HashMap<>();
        Map<Value, Value> canonical = new HashMap<>();
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    for (int i = 0; i < node.inputs().size(); i++) {
                        Value input = node.input(i);
                        if (input != null && input.isConstant()) {
                            node.setInput(
                                    i,
                                    canonical.computeIfAbsent(
                                            input, value -> canonical(value, constants)));
                        }
                    }
                    Node same = nodes.putIfAbsent(key(node), node);
                    if (same == null || !forward(node, same, rewrite)) {
                        rewrite.keep(node);
                    }
                });
    }

    private static NodeKey key(Node node) {
        List<Identity> inputs = new ArrayList<>(node.inputs().size());
        for (Value input : node.inputs()) {
            inputs.add(new Identity(input));
        }
        return new NodeKey(node.op(), inputs, node.outputs().size());
    }

    /**
     * Whether the outputs of {@code same} can stand for all those of {@code node}; then they do.
     */
    private static boolean forward(Node node, Node same, Rewrite rewrite) {
        for (int i = 0; i < node.outputs().size(); i++) {
            if (node.output(i) != null && same.output(i) == null) {
                return false;
            }
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            if (node.output(i) != null) {
                rewrite.forward(node.output(i), same.output(i));
            }
        }
        return true;
    }

    private static Value canonical(Value value, Map<ConstantKey, Value> constants) {
        Constant constant = value.constant();
        if (!(constant instanceof Tensor tensor) || constant.byteSize() > MAX_CONSTANT_BYTES) {
            return value;
        }
        List<Long> dims = Arrays.stream(tensor.dims()).boxed().toList();
        ConstantKey key = new ConstantKey(tensor.dtype(), dims, tensor.data());
        Value known = constants.putIfAbsent(key, value);
        return known == null ? value : known;
    }
}
