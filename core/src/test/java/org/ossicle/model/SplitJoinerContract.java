package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.decode.DecodedTokens;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.TransducerBeam;
import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanRunner;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.op.Gather;
import org.ossicle.pass.Joiners;

/**
 * A joiner as NeMo exports it gives each frame and each context the bits that it has alone: with
 * several of them in one run, and with frames and predictions projected apart.
 */
public abstract class SplitJoinerContract {
    protected static final int FRAMES = 8;
    protected static final int ROWS = 4;
    private static final int BLANK_ID = 3;

    private final Engine engine;
    private final int size;
    private final int tokens;
    private final PlanTemplate decoder;
    private final FloatBuffer frames;
    private final List<PlanRunner> open = new ArrayList<>();

    /**
     * @param engine stays the caller's
     * @param size of a frame
     */
    protected SplitJoinerContract(Engine engine, int size, int tokens) {
        this.engine = engine;
        this.size = size;
        this.tokens = tokens;
        this.decoder = new PlanTemplate("decoder", decoder(size + 5, tokens));
        this.frames = FloatBuffer.allocate(FRAMES * size);
    }

    @AfterEach
    void close() {
        open.forEach(PlanRunner::close);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32,false", "FLOAT32,true", "INT8,false", "UINT8,false", "UINT8,true"})
    void framesHaveTheScoresThatTheyHaveAlone(DType weights, boolean logarithms) {
        PlanTemplate joiner = joiner(weights, logarithms);
        PlanState alone = state(joiner, Bindings.NONE);
        PlanPrediction prediction = prediction();
        FloatBuffer context = alone.input(1).asFloatBuffer();
        List<PlanScorer> scorers = List.of(wholeGreedy(joiner), splitGreedy(joiner));
        Random random = new Random(1);
        for (int chunk = 0; chunk < 3; chunk++) {
            fill(random);
            scorers.forEach(PlanScorer::nextChunk);
            for (int frame = 0; frame < FRAMES; frame++) {
                int[] token = {random.nextInt(tokens)};
                prediction.write(token, context, 0);
                alone.input(0).asFloatBuffer().put(0, frames, frame * size, size);
                alone.run();
                float[] wanted = new float[tokens];
                alone.output(0).asFloatBuffer().get(wanted);
                for (PlanScorer scorer : scorers) {
                    if (frame % 3 == 0) {
                        scorer.context(token);
                        assertArrayEquals(wanted, scorer.logits(frame));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32,false", "INT8,true", "UINT8,false"})
    void contextsHaveThePosteriorsThatTheyHaveAlone(DType weights, boolean logarithms) {
        PlanTemplate joiner = joiner(weights, logarithms);
        PlanBeamScorer alone =
                new PlanBeamScorer(
                        prediction(),
                        state(joiner, Bindings.NONE.scoring(1)),
                        new EncodedFrames(frames),
                        1);
        List<PlanBeamScorer> scorers = List.of(wholeBeam(joiner), splitBeam(joiner));
        Random random = new Random(2);
        for (int chunk = 0; chunk < 3; chunk++) {
            fill(random);
            for (PlanBeamScorer scorer : scorers) {
                scorer.nextChunk();
                for (int row = 0; row < ROWS; row++) {
                    scorer.context(row, token(chunk + row));
                }
            }
            for (int frame = 0; frame < FRAMES; frame++) {
                for (int row = 0; row < ROWS; row++) {
                    alone.context(0, token(chunk + row));
                    float[] wanted = alone.logPosteriors(frame, 1);
                    for (PlanBeamScorer scorer : scorers) {
                        assertRow(wanted, scorer.logPosteriors(frame, ROWS), row);
                    }
                }
            }
        }
    }

    private void assertRow(float[] wanted, float[] found, int row) {
        for (int i = 0; i < tokens; i++) {
            assertEquals(wanted[i], found[row * tokens + i], "row " + row + ", token " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32,false", "INT8,true", "UINT8,false"})
    void searchesFindTheTokensOfTheWholeJoiner(DType weights, boolean logarithms) {
        PlanTemplate joiner = joiner(weights, logarithms);
        TransducerOptions options = new TransducerOptions(BLANK_ID, -1, 1, 0);
        assertEqualTokens(
                new TransducerGreedy(wholeGreedy(joiner), options),
                new TransducerGreedy(splitGreedy(joiner), options));
        assertEqualTokens(
                new TransducerBeam(wholeBeam(joiner), options),
                new TransducerBeam(splitBeam(joiner), options));
    }

    private void assertEqualTokens(TokenSearch whole, TokenSearch split) {
        Random random = new Random(3);
        for (int chunk = 0; chunk < 4; chunk++) {
            fill(random);
            whole.advance(FRAMES);
            split.advance(FRAMES);
        }
        DecodedTokens wanted = whole.tokens();
        DecodedTokens found = split.tokens();
        assertTrue(wanted.size() > FRAMES, "tokens: " + wanted.size());
        assertEquals(wanted.size(), found.size());
        for (int i = 0; i < wanted.size(); i++) {
            assertEquals(wanted.id(i), found.id(i));
            assertEquals(wanted.frame(i), found.frame(i));
            assertEquals(wanted.confidence(i), found.confidence(i));
        }
    }

    protected final PlanTemplate joiner(DType weights, boolean logarithms) {
        return new PlanTemplate("joiner", Joiners.nemo(size, tokens, weights, logarithms));
    }

    private PlanScorer wholeGreedy(PlanTemplate joiner) {
        PlanState state = state(joiner, Bindings.NONE.scoring(ROWS));
        assertRows(ROWS, size, state, 0);
        return new PlanScorer(prediction(), state, new EncodedFrames(frames));
    }

    protected final PlanScorer splitGreedy(PlanTemplate joiner) {
        PlanState joint = state(joiner, Bindings.NONE.scoringProjections(ROWS));
        assertRows(ROWS, size + 3, joint, 0);
        return new PlanScorer(projectedPrediction(joiner), joint, projectedFrames(joiner));
    }

    private PlanBeamScorer wholeBeam(PlanTemplate joiner) {
        PlanState state = state(joiner, Bindings.NONE.scoring(ROWS, 1));
        assertRows(ROWS, size + 5, state, 1);
        return new PlanBeamScorer(prediction(), state, new EncodedFrames(frames), ROWS);
    }

    protected final PlanBeamScorer splitBeam(PlanTemplate joiner) {
        PlanState joint = state(joiner, Bindings.NONE.scoringProjections(ROWS, 1));
        assertRows(ROWS, size + 3, joint, 1);
        return new PlanBeamScorer(
                projectedPrediction(joiner), joint, projectedFrames(joiner), ROWS);
    }

    private PlanPrediction prediction() {
        return new PlanPrediction(state(decoder, Bindings.NONE), DType.INT64, 1);
    }

    private PlanPrediction projectedPrediction(PlanTemplate joiner) {
        PlanState projection = state(joiner, Bindings.NONE.projecting(1, 1));
        return new PlanPrediction(state(decoder, Bindings.NONE), DType.INT64, 1, projection);
    }

    /** All frames of a chunk in one product. */
    private EncodedFrames projectedFrames(PlanTemplate joiner) {
        PlanState projection = state(joiner, Bindings.NONE.projecting(FRAMES, 0));
        assertRows(FRAMES, size, projection, 0);
        return new EncodedFrames(frames, projection);
    }

    private static void assertRows(int rows, int size, PlanState state, int input) {
        assertEquals(rows * size, state.input(input).asFloatBuffer().capacity());
    }

    private PlanState state(PlanTemplate template, Bindings bindings) {
        PlanRunner runner = new PlanRunner(template.bind(bindings), engine);
        open.add(runner);
        return runner.state();
    }

    /** Frames whose ranges differ by far, so that a common one shows. */
    private void fill(Random random) {
        for (int i = 0; i < frames.capacity(); i++) {
            frames.put(i, (float) random.nextGaussian() * (1 + 9 * (i / size % 3)));
        }
    }

    protected final int[] token(int number) {
        return new int[] {7 * number % tokens};
    }

    /** One vector per token. */
    private static Graph decoder(int size, int tokens) {
        GraphBuilder graph = new GraphBuilder();
        var table = RandomTensors.constant("table", new Random(8), tokens, size);
        return graph.output(graph.add(new Gather(0), table, graph.input("y", DType.INT64, 1)))
                .build();
    }
}
