package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;

class CtcGreedyTest {
    private static final int V = 5;
    private static final int[] FRAMES = {4, 1, 1, 4, 1, 2, 2, 2, 3, 4, 4, 3};

    private final ScriptedScorer scorer = new ScriptedScorer(V, 1);
    private final CtcGreedy search = new CtcGreedy(scorer, 4);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 12})
    void removesRepetitionsAndBlanksHoweverTheFramesAreCut(int chunk) {
        for (int from = 0; from < FRAMES.length; from += chunk) {
            int to = Math.min(from + chunk, FRAMES.length);
            scorer.chunk(Arrays.copyOfRange(FRAMES, from, to));
            search.advance(to - from);
        }
        assertArrayEquals(new int[] {1, 1, 2, 3, 3}, TransducerGreedyTest.ids(search));
        long[] frames = {1, 4, 5, 8, 11};
        for (int i = 0; i < frames.length; i++) {
            assertEquals(frames[i], search.tokens().frame(i));
        }
        assertEquals(0, search.trailingBlankFrames());
        assertEquals(12, search.segmentFrames());
    }

    @Test
    void saysWhetherTheTokensChanged() {
        scorer.chunk(1, 1);
        assertTrue(search.advance(2));
        scorer.chunk(1, 4, 4);
        assertFalse(search.advance(3), "the token of the last chunk goes on");
        assertEquals(2, search.trailingBlankFrames());
    }

    @Test
    void keepsAContinuingTokenOutOfTheNextSegment() {
        scorer.chunk(1, 1);
        search.advance(2);
        search.nextSegment();
        scorer.chunk(1, 2);
        search.advance(2);
        assertArrayEquals(new int[] {2}, TransducerGreedyTest.ids(search));
        assertEquals(3, search.tokens().frame(0));
        search.restart();
        search.advance(2);
        assertArrayEquals(new int[] {1, 2}, TransducerGreedyTest.ids(search));
    }

    @Test
    void takesConfidenceFromLogProbabilitiesAndRawScoresAlike() {
        float[] p = {0.1f, 0.6f, 0.1f, 0.1f, 0.1f};
        float[] logs = new float[V];
        float[] raw = new float[V];
        for (int i = 0; i < V; i++) {
            logs[i] = (float) Math.log(p[i]);
            raw[i] = logs[i] + 123f;
        }
        scorer.chunk(new float[][][] {{logs}, {p.clone()}, {raw}});
        search.advance(1);
        assertEquals(0.6f, search.tokens().confidence(0), 1e-6f);
        scorer.chunk(new float[][][] {{raw}});
        search.restart();
        search.advance(1);
        assertEquals(0.6f, search.tokens().confidence(0), 1e-5f);
    }

    @Test
    void namesTheFrameOfNaN() {
        scorer.chunk(new float[][][] {{new float[] {0, 1, 0, 0, 0}}, {nan()}});
        EngineException e = assertThrows(EngineException.class, () -> search.advance(2));
        assertTrue(e.where().endsWith("frame 1"), e.getMessage());
        assertArrayEquals(new int[] {1}, TransducerGreedyTest.ids(search));
    }

    private static float[] nan() {
        return new float[] {0, 1, Float.NaN, 0, 0};
    }

    @Test
    void refusesABlankWithoutScore() {
        assertThrows(IllegalArgumentException.class, () -> new CtcGreedy(scorer, V));
        assertThrows(IllegalArgumentException.class, () -> new CtcGreedy(scorer, -1));
    }
}
