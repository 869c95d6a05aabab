package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Identity;

/**
 * Keeps of a graph what it does with one input before others join it, such as a joiner's projection
 * of the encoder's frames: from then on that input is the only one, the result the only output. If
 * the others join the input at once, or at several places, the result is the input.
 */
public final class KeepProjection implements Pass {
    private final int input;

    /**
     * @param input from 0, less than the graph has
     */
    public KeepProjection(int input) {
        this.input = input;
    }

    @Override
    public void run(Graph graph) {
        Value start = graph.inputs().get(input);
        Value result = new ProjectionCut(graph).of(input);
        List<Node> nodes = ProjectionCut.needed(graph, List.of(result), List.of(start));
        if (result == start) {
            result = new Value(start.name() + "/copy", start.type());
            nodes.add(new Node(result.name(), new Identity(), List.of(start), List.of(result)));
        }
        graph.setNodes(nodes);
        graph.inputs().clear();
        graph.inputs().add(start);
        graph.outputs().clear();
        graph.outputs().add(result);
    }
}
