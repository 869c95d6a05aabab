package org.ossicle.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Transpose;

/**
 * Computes in FLOAT32 what a model computes in 16-bit floating point, as few processors have
 * arithmetic for those. Inputs and outputs keep their types and are cast; weights of products stay
 * as they are stored. Results are not rounded on the way, so they may be closer to the exact ones.
 */
public final class WidenHalves implements Pass {
    private static final int WEIGHT = 1;

    @Override
    public void run(Graph graph) {
        if (hasHalves(graph)) {
            new Walk(graph).run();
        }
    }

    private static boolean hasHalves(Graph graph) {
        for (Value input : graph.inputs()) {
            if (isHalf(input)) {
                return true;
            }
        }
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                if (isHalf(node.input(i))) {
                    return true;
                }
            }
            for (int i = 0; i < node.outputs().size(); i++) {
                if (isHalf(node.output(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isHalf(Value value) {
        return value != null && isHalf(value.type().dtype());
    }

    private static boolean isHalf(DType type) {
        return type == DType.FLOAT16 || type == DType.BFLOAT16;
    }

    private static final class Walk {
        private final Graph graph;
        private final List<Node> nodes = new ArrayList<>();
        private final Map<Value, Value> widened = new IdentityHashMap<>();
        private final Set<Value> weights;

        Walk(Graph graph) {
            this.graph = graph;
            this.weights = weights(graph);
        }

        void run() {
            for (Value input : graph.inputs()) {
                if (isHalf(input)) {
                    Value wide = wide(input);
                    nodes.add(cast(DType.FLOAT32, input, wide));
                }
            }
            graph.nodes().forEach(this::visit);
            for (Value output : graph.outputs()) {
                boolean computed = widened.containsKey(output) && !graph.inputs().contains(output);
                if (computed && !output.isConstant()) {
                    nodes.add(cast(output.type().dtype(), widened.remove(output), output));
                }
            }
            graph.setNodes(nodes);
        }

        private void visit(Node node) {
            if (node.outputs().stream().anyMatch(weights::contains)) {
                nodes.add(node);
                return;
            }
            List<Value> inputs = new ArrayList<>();
            for (Value input : node.inputs()) {
                boolean narrow = isHalf(input) && !weights.contains(input);
                inputs.add(narrow ? widened(input) : input);
            }
            List<Value> outputs = new ArrayList<>();
            for (Value output : node.outputs()) {
                outputs.add(isHalf(output) ? wide(output) : output);
            }
            nodes.add(new Node(node.name(), widen(node.op()), inputs, outputs));
        }

        private Value wide(Value value) {
            TensorType type = new TensorType(DType.FLOAT32, value.type().shape());
            Value wide = new Value(value.name() + "/wide", type);
            widened.put(value, wide);
            return wide;
        }

        /** What stands for a value; a constant is converted when it is first met. */
        private Value widened(Value value) {
            Value known = widened.get(value);
            return known == null ? widen(value) : known;
        }

        private Value widen(Value constant) {
            Tensor tensor = constant.constant().load();
            Tensor wide = Tensor.zeros(DType.FLOAT32, tensor.dims());
            for (int i = 0; i < tensor.elements(); i++) {
                wide.setDouble(i, tensor.getDouble(i));
            }
            Value value = Value.ofConstant(constant.name() + "/wide", wide);
            widened.put(constant, value);
            return value;
        }

        private static Operator widen(Operator op) {
            if (op instanceof Cast cast && isHalf(cast.to())) {
                return new Cast(DType.FLOAT32);
            }
            if (op instanceof ConstantOfShape fill && isHalf(fill.value().dtype())) {
                float value = (float) fill.value().getDouble(0);
                return new ConstantOfShape(Tensor.ofFloats(new long[] {1}, value));
            }
            return op;
        }

        private static Node cast(DType to, Value from, Value result) {
            return new Node(result.name(), new Cast(to), List.of(from), List.of(result));
        }

        /** Constants, turned or not, that nothing but products take, as their weights. */
        private static Set<Value> weights(Graph graph) {
            Set<Value> weights = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Node node : graph.nodes()) {
                for (Value input : node.inputs()) {
                    if (isHalf(input) && input.isConstant()) {
                        weights.add(input);
                        weights.addAll(node.op() instanceof Transpose ? node.outputs() : List.of());
                    }
                }
            }
            graph.outputs().forEach(weights::remove);
            for (int i = graph.nodes().size() - 1; i >= 0; i--) {
                Node node = graph.nodes().get(i);
                for (int j = 0; j < node.inputs().size(); j++) {
                    if (!takesWeight(node, j, weights)) {
                        weights.remove(node.input(j));
                    }
                }
            }
            return weights;
        }

        private static boolean takesWeight(Node node, int i, Set<Value> weights) {
            boolean product =
                    node.op() instanceof MatMul
                            || node.op() instanceof Gemm
                            || node.op() instanceof Conv;
            return product
                    ? i == WEIGHT && !weights.contains(node.input(0))
                    : node.op() instanceof Transpose && weights.contains(node.output(0));
        }
    }
}
