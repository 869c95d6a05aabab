package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;
import org.ossicle.graph.DType;
import org.ossicle.model.PlanBeamScorer;
import org.ossicle.model.PlanScorer;
import org.ossicle.model.SplitJoinerContract;

/** Joiners of NeMo's form by the native engine, in sizes that fill no vector. */
class SplitJoinerParityTest extends SplitJoinerContract {
    private static final Engine ENGINE = EngineLookup.open().engine();

    SplitJoinerParityTest() {
        super(ENGINE, 131, 270);
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PlanScorer greedy = splitGreedy(joiner(DType.INT8, true));
        PlanBeamScorer beam = splitBeam(joiner(DType.UINT8, false));
        int[][] tokens = {token(1), token(2), token(3), token(4)};
        long bytes = -1;
        for (int round = 0; round < 4 && bytes != 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int chunk = 0; chunk < 500; chunk++) {
                greedy.nextChunk();
                beam.nextChunk();
                for (int frame = 0; frame < FRAMES; frame++) {
                    greedy.context(tokens[frame % tokens.length]);
                    greedy.best(frame, 0, 0);
                    beam.context(frame % ROWS, tokens[frame % tokens.length]);
                    beam.logPosteriors(frame, 1);
                }
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, bytes);
    }

    @Test
    void runsOnTheNativeEngine() {
        assertTrue(ENGINE.name().startsWith("native-"), ENGINE.name());
    }
}
