package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * Leaves of a graph for one row what {@link KeepProjection} of each of its inputs does not do:
 * their results become the inputs.
 */
public final class DropProjections implements Pass {
    private static final long ONE_ROW = 1;

    @Override
    public void run(Graph graph) {
        ProjectionCut cut = new ProjectionCut(graph);
        List<Value> starts = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            Value start = cut.of(i);
            if (start != graph.inputs().get(i)) {
                start.setType(typeOfProjection(graph, i));
            }
            starts.add(start);
        }
        List<Node> nodes = ProjectionCut.needed(graph, graph.outputs(), starts);
        graph.setNodes(nodes);
        graph.inputs().clear();
        graph.inputs().addAll(starts);
    }

    private static TensorType typeOfProjection(Graph graph, int input) {
        Graph projection = GraphCopy.of(graph);
        new KeepProjection(input).run(projection);
        new BindInputs(Map.of(), Map.of(), Map.of(), ONE_ROW).run(projection);
        new InferAndFold().run(projection);
        return projection.outputs().get(0).type();
    }
}
