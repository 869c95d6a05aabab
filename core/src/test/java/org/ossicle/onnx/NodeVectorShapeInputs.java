package org.ossicle.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.CosineWindow;
import org.ossicle.graph.op.CumSum;
import org.ossicle.graph.op.Dft;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.MelWeightMatrix;
import org.ossicle.graph.op.NonZero;
import org.ossicle.graph.op.OneHot;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Resize;
import org.ossicle.graph.op.ShapeOf;
import org.ossicle.graph.op.Size;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Stft;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.TopK;
import org.ossicle.graph.op.Unsqueeze;

/** Finds the inputs of a graph whose values define shapes, directly or through other nodes. */
final class NodeVectorShapeInputs {
    private static final Map<Class<? extends Operator>, List<Integer>> SHAPE_OPERANDS =
            Map.ofEntries(
                    Map.entry(ConstantOfShape.class, List.of(0)),
                    Map.entry(CosineWindow.class, List.of(0)),
                    Map.entry(CumSum.class, List.of(1)),
                    Map.entry(Dft.class, List.of(1, 2)),
                    Map.entry(Expand.class, List.of(1)),
                    Map.entry(If.class, List.of(0)),
                    Map.entry(MelWeightMatrix.class, List.of(0, 1, 2, 3, 4)),
                    Map.entry(NonZero.class, List.of(0)),
                    Map.entry(OneHot.class, List.of(1)),
                    Map.entry(Pad.class, List.of(1, 3)),
                    Map.entry(Range.class, List.of(0, 1, 2)),
                    Map.entry(Reduce.class, List.of(1)),
                    Map.entry(Reshape.class, List.of(1)),
                    Map.entry(Resize.class, List.of(1, 2, 3)),
                    Map.entry(Slice.class, List.of(1, 2, 3, 4)),
                    Map.entry(Split.class, List.of(1)),
                    Map.entry(Squeeze.class, List.of(1)),
                    Map.entry(Stft.class, List.of(1, 3)),
                    Map.entry(Tile.class, List.of(1)),
                    Map.entry(TopK.class, List.of(1)),
                    Map.entry(Unsqueeze.class, List.of(1)));

    private final Map<Value, Node> producers = new IdentityHashMap<>();
    private final Deque<Value> pending = new ArrayDeque<>();

    private NodeVectorShapeInputs() {}

    /** The inputs, in the graph's order. */
    static List<Value> of(Graph graph) {
        NodeVectorShapeInputs search = new NodeVectorShapeInputs();
        search.collect(graph);
        Set<Value> found = search.reach();
        List<Value> inputs = new ArrayList<>(graph.inputs());
        inputs.retainAll(found);
        return inputs;
    }

    private void collect(Graph graph) {
        for (Node node : graph.nodes()) {
            for (Value output : node.outputs()) {
                producers.put(output, node);
            }
            for (int i : SHAPE_OPERANDS.getOrDefault(node.op().getClass(), List.of())) {
                if (node.input(i) != null) {
                    pending.add(node.input(i));
                }
            }
            if (node.op() instanceof If choice) {
                collect(choice.thenBranch());
                collect(choice.elseBranch());
            }
        }
    }

    /** Everything that shape operands are computed from; shapes are known without their tensor. */
    private Set<Value> reach() {
        Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!pending.isEmpty()) {
            Value value = pending.pop();
            Node producer = producers.get(value);
            if (!seen.add(value) || producer == null) {
                continue;
            }
            if (producer.op() instanceof If choice) {
                pending.addAll(choice.thenBranch().outputs());
                pending.addAll(choice.elseBranch().outputs());
            }
            if (!(producer.op() instanceof ShapeOf || producer.op() instanceof Size)) {
                producer.inputs().stream().filter(input -> input != null).forEach(pending::add);
            }
        }
        return seen;
    }
}
