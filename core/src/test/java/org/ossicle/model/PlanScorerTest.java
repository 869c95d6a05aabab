package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.decode.DecodedTokens;
import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.decode.TransducerScorer;
import org.ossicle.engine.PlanRunner;
import org.ossicle.engine.PlanState;
import org.ossicle.error.EngineException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.op.Gather;
import org.ossicle.pass.Joiners;
import org.ossicle.plan.Plan;

/** Frames scored ahead and ranked in the plan give the tokens of frames scored one by one. */
class PlanScorerTest {
    private static final int SIZE = 16;
    private static final int TOKENS = 13;
    private static final int FRAMES = 7;

    private final PlanRunner decoder = new PlanRunner(plan(decoder(), Bindings.NONE));
    private final FloatBuffer frames = FloatBuffer.allocate(FRAMES * SIZE);

    @ParameterizedTest
    @CsvSource({"1,0,1", "2,0,1", "4,0,1", "7,0,1", "4,2.5,1", "4,-0.7,1", "4,0,3", "3,1.5,2"})
    void findsTheTokensOfASearchFrameByFrame(int rows, float blankPenalty, int mostSymbols) {
        for (Graph graph : List.of(Joiners.quantized(SIZE, TOKENS), Joiners.real(SIZE, TOKENS))) {
            TransducerOptions options = new TransducerOptions(4, 2, mostSymbols, blankPenalty);
            try (PlanRunner ranking = ranking(graph, rows);
                    PlanRunner single = ranking(graph, 1)) {
                TransducerGreedy ahead = new TransducerGreedy(scorer(ranking), options);
                TransducerGreedy plain = new TransducerGreedy(unranked(scorer(single)), options);
                Random random = new Random(rows);
                for (int chunk = 0; chunk < 20; chunk++) {
                    fill(random);
                    ahead.advance(FRAMES);
                    plain.advance(FRAMES);
                }
                assertEqual(plain.tokens(), ahead.tokens());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4,7", "7,7", "2,1"})
    void projectedFramesGiveTheScoresOfTheWholeJoiner(int rows, int projectedRows) {
        for (Graph graph :
                List.of(Joiners.projecting(SIZE, TOKENS), Joiners.quantized(SIZE, TOKENS))) {
            try (PlanRunner whole = ranking(graph, 1);
                    PlanRunner joint = part(graph, Bindings.NONE.scoringProjections(rows));
                    PlanRunner encoder = part(graph, Bindings.NONE.projecting(projectedRows, 0));
                    PlanRunner predictor = part(graph, Bindings.NONE.projecting(1, 1))) {
                PlanScorer alone = scorer(whole);
                PlanScorer split =
                        new PlanScorer(
                                new PlanPrediction(
                                        decoder.state(), DType.INT64, 1, predictor.state()),
                                joint.state(),
                                new EncodedFrames(frames, encoder.state()));
                Random random = new Random(rows);
                for (int chunk = 0; chunk < 3; chunk++) {
                    fill(random);
                    alone.nextChunk();
                    split.nextChunk();
                    for (int frame = 0; frame < FRAMES; frame++) {
                        int[] context = {random.nextInt(TOKENS)};
                        alone.context(context);
                        split.context(context);
                        assertArrayEquals(alone.logits(frame), split.logits(frame));
                        assertEquals(alone.best(frame, 4, 0), split.best(frame, 4, 0));
                    }
                }
            }
        }
    }

    @Test
    void refusesAProjectionThatDoesNotDivideTheFrames() {
        Graph graph = Joiners.projecting(SIZE, TOKENS);
        for (int rows : new int[] {2, FRAMES + 1}) {
            try (PlanRunner encoder = part(graph, Bindings.NONE.projecting(rows, 0))) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new EncodedFrames(frames, encoder.state()));
            }
        }
    }

    private static PlanRunner part(Graph joiner, Bindings bindings) {
        return new PlanRunner(plan(joiner, bindings));
    }

    @Test
    void namesTheFrameWhoseScoresAreOfNoUse() {
        try (PlanRunner ranking = ranking(Joiners.real(SIZE, TOKENS), 4)) {
            TransducerGreedy search =
                    new TransducerGreedy(scorer(ranking), new TransducerOptions(4, 2));
            fill(new Random(1));
            search.advance(FRAMES);
            frames.put(2 * SIZE + 1, Float.NaN);
            EngineException e = assertThrows(EngineException.class, () -> search.advance(FRAMES));
            assertTrue(e.getMessage().contains("output frame " + (FRAMES + 2)), e.getMessage());
            assertTrue(e.getMessage().contains("NaN for token 0"), e.getMessage());
            assertEquals(FRAMES + 2, search.framesSeen());
        }
    }

    @Test
    void refusesAJoinerOfMoreRowsThanThereAreFrames() {
        try (PlanRunner ranking = ranking(Joiners.real(SIZE, TOKENS), FRAMES + 1)) {
            assertThrows(IllegalArgumentException.class, () -> scorer(ranking));
        }
    }

    private void fill(Random random) {
        for (int i = 0; i < frames.capacity(); i++) {
            frames.put(i, (float) random.nextGaussian());
        }
    }

    private PlanScorer scorer(PlanRunner joiner) {
        PlanState state = joiner.state();
        return new PlanScorer(decoder.state(), state, frames, DType.INT64, 1);
    }

    /** The scores alone, so that the search ranks them. */
    private static TransducerScorer unranked(PlanScorer scorer) {
        return new TransducerScorer() {
            @Override
            public int vocabularySize() {
                return scorer.vocabularySize();
            }

            @Override
            public int contextSize() {
                return scorer.contextSize();
            }

            @Override
            public void context(int[] tokens) {
                scorer.context(tokens);
            }

            @Override
            public float[] logits(int frame) {
                scorer.nextChunk();
                return scorer.logits(frame);
            }

            @Override
            public void restart() {
                scorer.restart();
            }
        };
    }

    private static PlanRunner ranking(Graph joiner, int rows) {
        return new PlanRunner(plan(joiner, Bindings.NONE.scoring(rows)));
    }

    private static Plan plan(Graph graph, Bindings bindings) {
        return new PlanTemplate("test", graph).bind(bindings);
    }

    /** One vector per token. */
    private static Graph decoder() {
        GraphBuilder graph = new GraphBuilder();
        var table = RandomTensors.constant("table", new Random(8), TOKENS, SIZE);
        return graph.output(graph.add(new Gather(0), table, graph.input("y", DType.INT64, 1)))
                .build();
    }

    private static void assertEqual(DecodedTokens wanted, DecodedTokens found) {
        assertTrue(wanted.size() > 20, "tokens: " + wanted.size());
        assertEquals(wanted.size(), found.size());
        for (int i = 0; i < wanted.size(); i++) {
            String which = "token " + i;
            assertEquals(wanted.id(i), found.id(i), which);
            assertEquals(wanted.frame(i), found.frame(i), which);
            assertEquals(wanted.confidence(i), found.confidence(i), 1e-5f, which);
        }
    }
}
