package org.ossicle.benchmarks.work;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.decode.DecodedTokens;
import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.model.EncodedFrames;
import org.ossicle.model.PlanPrediction;
import org.ossicle.model.PlanScorer;

/**
 * A greedy chunk of {@value #FRAMES} frames with {@value #TOKENS} tokens over an int8 joiner that
 * projects frames and predictions itself: the whole joiner for four frames after each token, or all
 * frames projected first and each prediction once.
 */
public final class ProjectingWork implements AutoCloseable {
    public static final int FRAMES = 16;
    public static final int TOKENS = 4;

    private static final int FRAMES_AT_ONCE = 4;
    private static final int BLANK_ID = 0;
    private static final int NO_UNKNOWN = -1;

    private final Engine engine;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FloatBuffer frames = FloatBuffer.allocate(FRAMES * ProjectingJoiner.FRAME_SIZE);
    private final TransducerGreedy whole;
    private final TransducerGreedy split;

    /**
     * @param engine stays the caller's
     * @throws WrongOutputException if both ways give other tokens
     */
    public ProjectingWork(Engine engine) {
        this.engine = engine;
        Random random = new Random(3);
        while (frames.hasRemaining()) {
            frames.put((float) random.nextGaussian());
        }
        PlanTemplate joiner = new PlanTemplate("joiner", ProjectingJoiner.joiner());
        PlanTemplate decoder = new PlanTemplate("decoder", ProjectingJoiner.decoder());
        whole =
                search(
                        new PlanScorer(
                                new PlanPrediction(state(decoder, Bindings.NONE), DType.INT64, 1),
                                state(joiner, Bindings.NONE.scoring(FRAMES_AT_ONCE)),
                                new EncodedFrames(frames)));
        split =
                search(
                        new PlanScorer(
                                new PlanPrediction(
                                        state(decoder, Bindings.NONE),
                                        DType.INT64,
                                        1,
                                        state(joiner, Bindings.NONE.projecting(1, 1))),
                                state(joiner, Bindings.NONE.scoringProjections(FRAMES_AT_ONCE)),
                                new EncodedFrames(
                                        frames,
                                        state(joiner, Bindings.NONE.projecting(FRAMES, 0)))));
        requireEqualTokens();
    }

    private PlanState state(PlanTemplate template, Bindings bindings) {
        CompiledPlan plan = engine.compile(template.bind(bindings), CompileOptions.DEFAULT);
        open.add(plan);
        PlanState state = plan.newState();
        open.add(state);
        return state;
    }

    private static TransducerGreedy search(PlanScorer scorer) {
        return new TransducerGreedy(
                new ForcedRanks(scorer, FRAMES / TOKENS, BLANK_ID),
                new TransducerOptions(BLANK_ID, NO_UNKNOWN));
    }

    private void requireEqualTokens() {
        whole.advance(FRAMES);
        split.advance(FRAMES);
        DecodedTokens wanted = whole.tokens();
        DecodedTokens found = split.tokens();
        boolean same = wanted.size() == TOKENS && found.size() == TOKENS;
        for (int i = 0; same && i < TOKENS; i++) {
            same =
                    wanted.id(i) == found.id(i)
                            && wanted.frame(i) == found.frame(i)
                            && wanted.confidence(i) == found.confidence(i);
        }
        if (!same) {
            throw new WrongOutputException("projected frames give other tokens");
        }
    }

    /** With the whole joiner. */
    public Contender whole() {
        return chunks(whole);
    }

    /** With frames and predictions projected apart. */
    public Contender split() {
        return chunks(split);
    }

    private static Contender chunks(TransducerGreedy search) {
        return new Borrowed(
                () -> {
                    search.nextSegment();
                    search.advance(FRAMES);
                });
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException("plans and states close without fail", e);
            }
        }
    }
}
