package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Softmax;

/**
 * Ranks the scores of tokens that are a graph's first output, along their last axis. Two outputs
 * join the others: the first of the best tokens of each row, as INT64 with 1 as the last size, and
 * the logarithms of the softmax of each row, which are NaN throughout if a score is NaN or none is
 * finite. Scores that are such logarithms themselves stay as they are.
 */
public final class RankScores implements Pass {
    private static final int LAST_AXIS = -1;

    @Override
    public void run(Graph graph) {
        Value scores = graph.outputs().get(0);
        append(graph, scores, "best", new ArgReduce(true, LAST_AXIS, true, false));
        Softmax logarithms = new Softmax(LAST_AXIS, true, false);
        boolean known = logarithms.equals(maker(graph, scores));
        append(graph, scores, "log_posteriors", known ? new Identity() : logarithms);
    }

    private static Operator maker(Graph graph, Value value) {
        for (Node node : graph.nodes()) {
            if (node.outputs().contains(value)) {
                return node.op();
            }
        }
        return null;
    }

    private static void append(Graph graph, Value scores, String name, Operator op) {
        Value output = new Value(scores.name() + "/" + name, null);
        graph.nodes().add(new Node(output.name(), op, List.of(scores), List.of(output)));
        graph.outputs().add(output);
    }
}
