package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.compile.Bindings;
import org.ossicle.graph.DType;
import org.ossicle.model.PlanBeamScorer;

/** The small networks of a published model: one frame against several contexts in one run. */
class BeamScorerParityTest {
    private static final String MODEL = "models/zipformer2-en-3.3M/";
    private static final int TOKENS = 500;
    private static final int SIZE = 320;
    private static final int FRAMES = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FloatBuffer frames = FloatBuffer.allocate(FRAMES * SIZE);
    private PlanRun decoder;

    @BeforeEach
    void open() {
        decoder = new PlanRun(Shared.path(MODEL + "decoder.onnx"), Bindings.NONE);
        Random random = new Random(7);
        for (int i = 0; i < frames.capacity(); i++) {
            frames.put(i, (float) random.nextGaussian() * (1 + i / SIZE));
        }
    }

    @AfterEach
    void close() {
        if (decoder != null) {
            decoder.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5, 16})
    void everyContextHasTheBitsThatItHasAlone(int contexts) {
        try (PlanRun many = joiner(contexts);
                PlanRun single = joiner(1)) {
            PlanBeamScorer beam = scorer(many, contexts);
            PlanBeamScorer alone = scorer(single, 1);
            Random random = new Random(contexts);
            int[][] tokens = new int[contexts][];
            for (int row = 0; row < contexts; row++) {
                tokens[row] = new int[] {random.nextInt(TOKENS + 1) - 1, random.nextInt(TOKENS)};
                beam.context(row, tokens[row]);
            }
            for (int frame = 0; frame < FRAMES; frame++) {
                float[] found = beam.logPosteriors(frame, contexts);
                for (int row = 0; row < contexts; row++) {
                    alone.context(0, tokens[row]);
                    float[] wanted = alone.logPosteriors(frame, 1);
                    for (int i = 0; i < TOKENS; i++) {
                        assertEquals(wanted[i], found[row * TOKENS + i], "row " + row);
                    }
                }
            }
        }
    }

    @Test
    void allocatesNothing() {
        try (PlanRun many = joiner(4)) {
            PlanBeamScorer beam = scorer(many, 4);
            int[] tokens = {-1, 0};
            long bytes = -1;
            for (int round = 0; round < 4 && bytes != 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 5_000; i++) {
                    tokens[1] = i % TOKENS;
                    beam.context(i % 4, tokens);
                    beam.logPosteriors(i % FRAMES, Math.min(4, i / 4 + 1));
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, bytes);
        }
    }

    private static PlanRun joiner(int contexts) {
        return new PlanRun(
                Shared.path(MODEL + "joiner.int8.onnx"), Bindings.NONE.scoring(contexts, 1));
    }

    private PlanBeamScorer scorer(PlanRun joiner, int contexts) {
        return new PlanBeamScorer(
                decoder.state(), joiner.state(), frames, DType.INT64, 2, contexts);
    }
}
