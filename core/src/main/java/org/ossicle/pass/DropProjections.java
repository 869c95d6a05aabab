package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;

/**
 * Leaves of a graph for one row what {@link KeepProjection} of each of its inputs does not do:
 * their results, whose types have to be known, become the inputs.
 */
public final class DropProjections implements Pass {
    @Override
    public void run(Graph graph) {
        ProjectionCut cut = new ProjectionCut(graph);
        List<Value> starts = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            starts.add(cut.of(i));
        }
        List<Node> nodes = ProjectionCut.needed(graph, graph.outputs(), starts);
        graph.setNodes(nodes);
        graph.inputs().clear();
        graph.inputs().addAll(starts);
    }
}
