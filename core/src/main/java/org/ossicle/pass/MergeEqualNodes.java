package org.ossicle.pass;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/**
 * Keeps one of several nodes that compute the same from the same values, and one of several small
 * constants with the same elements. Values quantised twice are quantised once afterwards.
 */
public final class MergeEqualNodes implements Pass {
    /** Larger constants are hardly ever equal and cost time to compare. */
    private static final int MAX_CONSTANT_BYTES = 4096;

    /** What a node computes: inputs are compared by identity, operators by their attributes. */
    private static final class NodeKey {
        private final Node node;
        private final int hash;

        NodeKey(Node node) {
            this.node = node;
            int mixed = node.op().getClass().hashCode();
            for (Value input : node.inputs()) {
                mixed = 31 * mixed + System.identityHashCode(input);
            }
            this.hash = mixed;
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof NodeKey key)
                    || key.hash != hash
                    || key.node.inputCount() != node.inputCount()
                    || key.node.outputCount() != node.outputCount()) {
                return false;
            }
            for (int i = 0; i < node.inputCount(); i++) {
                if (key.node.input(i) != node.input(i)) {
                    return false;
                }
            }
            return key.node.op().equals(node.op());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The type and elements of a small constant. */
    private static final class ConstantKey {
        private final Tensor tensor;
        private final ByteBuffer bytes;
        private final int hash;

        ConstantKey(Tensor tensor) {
            this.tensor = tensor;
            this.bytes = tensor.data();
            this.hash = 31 * bytes.limit() + Long.hashCode(start(bytes));
        }

        private static long start(ByteBuffer bytes) {
            if (bytes.limit() >= Long.BYTES) {
                return bytes.getLong(0) * 31 + bytes.getLong(bytes.limit() / 2 & -Long.BYTES);
            }
            return bytes.limit() >= Float.BYTES ? bytes.getInt(0) : 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ConstantKey key
                    && key.hash == hash
                    && key.tensor.dtype() == tensor.dtype()
                    && Arrays.equals(key.tensor.dims(), tensor.dims())
                    && key.bytes.equals(bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Override
    public void run(Graph graph) {
        Map<NodeKey, Node> nodes = new HashMap<>();
        Map<ConstantKey, Value> constants = new HashMap<>();
        Map<Value, Value> canonical = new IdentityHashMap<>();
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    for (int i = 0; i < node.inputCount(); i++) {
                        Value input = node.input(i);
                        if (input != null && input.isConstant()) {
                            Value kept = canonical.get(input);
                            if (kept == null) {
                                kept = canonical(input, constants);
                                canonical.put(input, kept);
                            }
                            node.setInput(i, kept);
                        }
                    }
                    Node same = nodes.putIfAbsent(new NodeKey(node), node);
                    if (same == null || !forward(node, same, rewrite)) {
                        rewrite.keep(node);
                    }
                });
    }

    /**
     * Whether the outputs of {@code same} can stand for all those of {@code node}; then they do.
     */
    private static boolean forward(Node node, Node same, Rewrite rewrite) {
        for (int i = 0; i < node.outputCount(); i++) {
            if (node.output(i) != null && same.output(i) == null) {
                return false;
            }
        }
        for (int i = 0; i < node.outputCount(); i++) {
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
        Value known = constants.putIfAbsent(new ConstantKey(tensor), value);
        return known == null ? value : known;
    }
}
