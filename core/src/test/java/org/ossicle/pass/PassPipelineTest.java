package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphChecker;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorAssert;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.plan.RandomGraphs;

class PassPipelineTest {
    private static final BindInputs NOTHING = new BindInputs(Map.of(), Map.of(), Map.of(), -1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void allPassesLeaveTheResults(long seed) {
        Random random = new Random(seed);
        Graph graph = RandomGraphs.next(random, 40);
        Graph before = GraphCopy.of(graph);
        List<String> ran = new ArrayList<>();
        PassPipeline all = Passes.all(NOTHING);
        all.run(graph, (pass, result) -> ran.add(pass.name()));
        assertEquals(all.passes().stream().map(Pass::name).toList(), ran);
        GraphChecker.checkTyped(graph);
        assertTrue(graph.nodes().size() <= before.nodes().size());
        List<Tensor> inputs = RandomTensors.inputs(before, random);
        TensorAssert.assertClose(
                Interpreter.run(before, inputs),
                Interpreter.run(graph, inputs),
                1e-5,
                "seed " + seed);
    }

    @Test
    void namesThePassThatBreaksTheGraph() {
        InvalidGraphException e = assertThrows(InvalidGraphException.class, () -> run(2));
        assertTrue(e.where().startsWith("after pass 2 BreakGraph: "), e.where());
    }

    @Test
    void stopsBeforeThePassThatBreaksTheGraph() {
        assertEquals(1, run(1).nodes().size());
    }

    private static Graph run(int passes) {
        GraphBuilder builder = new GraphBuilder();
        Value y = builder.add(UnaryKind.EXP, builder.input("x", 3));
        Graph graph = builder.output(y).build();
        new PassPipeline(List.of(new RemoveNoOps(), new BreakGraph()))
                .stoppingAt(passes)
                .run(graph);
        return graph;
    }

    /** Drops the node that gives the output. */
    private static final class BreakGraph implements Pass {
        @Override
        public void run(Graph graph) {
            graph.setNodes(List.of());
        }
    }
}
