package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphChecker;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorAssert;
import org.ossicle.graph.eval.Interpreter;

/** Runs a pass over a graph and proves that the graph computes what it did before. */
final class PassAssert {
    private PassAssert() {}

    /** As {@link #rewritten(Pass, GraphBuilder, double)}, to the last bit. */
    static Graph rewritten(Pass pass, GraphBuilder builder) {
        return rewritten(pass, builder, 0);
    }

    /**
     * The graph after the pass, after dead nodes are removed.
     *
     * @param tolerance the largest difference of results, as a part of their magnitude
     */
    static Graph rewritten(Pass pass, GraphBuilder builder, double tolerance) {
        Graph graph = builder.build();
        Graph before = GraphCopy.of(graph);
        pass.run(graph);
        new RemoveDeadCode().run(graph);
        GraphChecker.checkTyped(graph);
        for (long seed = 1; seed <= 3; seed++) {
            List<Tensor> inputs = RandomTensors.inputs(before, new Random(seed));
            TensorAssert.assertClose(
                    Interpreter.run(before, inputs),
                    Interpreter.run(graph, inputs),
                    tolerance,
                    pass.name());
        }
        return graph;
    }

    /** The operators of a graph in order. */
    static List<String> ops(Graph graph) {
        return graph.nodes().stream().map(node -> node.op().name()).toList();
    }

    static void assertOps(Graph graph, String... ops) {
        assertEquals(List.of(ops), ops(graph), () -> GraphPrinter.print(graph));
    }

    /** The lines of nodes that {@link GraphPrinter} gives, without names and indentation. */
    static String print(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (String line : GraphPrinter.print(graph).split("\n")) {
            if (line.startsWith("  ")) {
                text.append(line.strip().replaceAll(" +# .*", "")).append('\n');
            }
        }
        return text.toString();
    }
}
