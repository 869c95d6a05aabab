package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.engine.PlanRunner;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.pass.Joiners;
import org.ossicle.plan.Plan;

/** One frame against several contexts gives each the bits that it has alone. */
class PlanBeamScorerTest {
    private static final int SIZE = 16;
    private static final int TOKENS = 13;
    private static final int FRAMES = 5;

    private final PlanRunner decoder = new PlanRunner(plan(decoder(), Bindings.NONE));
    private final FloatBuffer frames = FloatBuffer.allocate(FRAMES * SIZE);

    PlanBeamScorerTest() {
        Random random = new Random(2);
        while (frames.hasRemaining()) {
            frames.put((float) random.nextGaussian());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void everyContextIsScoredAsIfAlone(int contexts) {
        for (Graph joiner :
                List.of(
                        Joiners.quantized(SIZE, TOKENS),
                        Joiners.real(SIZE, TOKENS),
                        rowsThatMayMeet())) {
            try (PlanRunner many = ranking(joiner, contexts);
                    PlanRunner single = ranking(joiner, 1)) {
                PlanBeamScorer beam = scorer(many, contexts);
                PlanBeamScorer alone = scorer(single, 1);
                for (int row = 0; row < contexts; row++) {
                    beam.context(row, token(row));
                }
                for (int rows = 1; rows <= contexts; rows++) {
                    assertRows(beam, alone, rows);
                }
                beam.context(contexts / 2, token(TOKENS - 1));
                alone.context(0, token(TOKENS - 1));
                float[] wanted = alone.logPosteriors(0, 1);
                float[] found = beam.logPosteriors(0, contexts);
                assertRow(wanted, found, contexts / 2);
            }
        }
    }

    private static void assertRows(PlanBeamScorer beam, PlanBeamScorer alone, int rows) {
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] found = beam.logPosteriors(frame, rows);
            for (int row = 0; row < rows; row++) {
                alone.context(0, token(row));
                assertRow(alone.logPosteriors(frame, 1), found, row);
            }
        }
    }

    private static void assertRow(float[] wanted, float[] found, int row) {
        double sum = 0;
        for (int i = 0; i < TOKENS; i++) {
            assertEquals(wanted[i], found[row * TOKENS + i], "row " + row + ", token " + i);
            sum += Math.exp(wanted[i]);
        }
        assertEquals(1, sum, 1e-5);
    }

    @Test
    void scoresOfNoUseAreNaN() {
        try (PlanRunner many = ranking(Joiners.real(SIZE, TOKENS), 2)) {
            PlanBeamScorer beam = scorer(many, 2);
            beam.context(0, token(1));
            beam.context(1, token(2));
            frames.put(SIZE, Float.NaN);
            assertTrue(Float.isNaN(beam.logPosteriors(1, 2)[TOKENS]));
        }
    }

    @Test
    void refusesRowsAndFramesThatAreNotThere() {
        try (PlanRunner many = ranking(Joiners.real(SIZE, TOKENS), 4)) {
            PlanBeamScorer beam = scorer(many, 4);
            assertEquals(4, beam.mostContexts());
            assertThrows(IllegalArgumentException.class, () -> beam.logPosteriors(0, 1));
            assertThrows(IllegalArgumentException.class, () -> beam.context(1, token(1)));
            assertThrows(IllegalArgumentException.class, () -> beam.context(-1, token(1)));
            for (int row = 0; row < 4; row++) {
                beam.context(row, token(row));
            }
            assertThrows(IllegalArgumentException.class, () -> beam.context(4, token(1)));
            for (int rows : new int[] {-1, 0, 5}) {
                assertThrows(IllegalArgumentException.class, () -> beam.logPosteriors(0, rows));
            }
            assertThrows(IllegalArgumentException.class, () -> beam.logPosteriors(-1, 1));
            assertThrows(IllegalArgumentException.class, () -> beam.logPosteriors(FRAMES, 1));
            assertThrows(IllegalArgumentException.class, () -> scorer(many, 3));
            assertThrows(IllegalArgumentException.class, () -> scorer(many, 0));
        }
    }

    private static int[] token(int row) {
        return new int[] {row % TOKENS};
    }

    private PlanBeamScorer scorer(PlanRunner joiner, int contexts) {
        return new PlanBeamScorer(
                decoder.state(), joiner.state(), frames, DType.INT64, 1, contexts);
    }

    private static PlanRunner ranking(Graph joiner, int rows) {
        return new PlanRunner(plan(GraphCopy.of(joiner), Bindings.NONE.scoring(rows, 1)));
    }

    private static Plan plan(Graph graph, Bindings bindings) {
        return new PlanTemplate("test", graph).bind(bindings);
    }

    /** A joiner that has one row however many are wanted. */
    private static Graph rowsThatMayMeet() {
        GraphBuilder graph = new GraphBuilder();
        var sum =
                graph.add(
                        BinaryKind.ADD,
                        graph.input("encoder", 1, SIZE),
                        graph.input("decoder", 1, SIZE));
        var weights = RandomTensors.constant("w", new Random(4), SIZE, TOKENS);
        var scores = graph.add(new MatMul(), sum, weights);
        var most =
                graph.add(new Reduce(ReduceKind.MAX, true, false), scores, GraphBuilder.longs(1));
        return graph.output(graph.add(BinaryKind.SUB, scores, most)).build();
    }

    /** One vector per token. */
    private static Graph decoder() {
        GraphBuilder graph = new GraphBuilder();
        var table = RandomTensors.constant("table", new Random(8), TOKENS, SIZE);
        return graph.output(graph.add(new Gather(0), table, graph.input("y", DType.INT64, 1)))
                .build();
    }
}
