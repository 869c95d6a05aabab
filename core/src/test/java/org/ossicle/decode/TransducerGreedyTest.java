package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.EngineException;

class TransducerGreedyTest {
    private static final int BLANK = 0;
    private static final int UNKNOWN = 2;
    private static final int V = 6;

    private final ScriptedScorer scorer = new ScriptedScorer(V, 2);
    private final TransducerGreedy search =
            new TransducerGreedy(scorer, new TransducerOptions(BLANK, UNKNOWN));

    private boolean decode(int... best) {
        scorer.chunk(best);
        return search.advance(best.length);
    }

    static int[] ids(TokenSearch search) {
        DecodedTokens tokens = search.tokens();
        int[] ids = new int[tokens.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens.id(i);
        }
        return ids;
    }

    @Test
    void emitsNeitherBlankNorUnknown() {
        assertTrue(decode(0, 3, 2, 3, 0, 5));
        assertArrayEquals(new int[] {3, 3, 5}, ids(search));
        assertFalse(decode(0, 2, 0));
        assertArrayEquals(new int[] {3, 3, 5}, ids(search));
    }

    @Test
    void asksForAPredictionOnceAtTheStartAndOncePerTokenAcrossChunks() {
        decode(0, 0);
        decode(0, 4, 0);
        decode(2, 0);
        decode(5, 3);
        assertEquals(
                List.of(List.of(-1, 0), List.of(0, 4), List.of(4, 5), List.of(5, 3)),
                scorer.contexts);
        assertEquals(1, scorer.restarts);
    }

    @Test
    void startsWithTheBlankAloneWhereTheContextIsOneToken() {
        ScriptedScorer one = new ScriptedScorer(V, 1);
        TransducerGreedy last = new TransducerGreedy(one, new TransducerOptions(V - 1, -1));
        one.chunk(V - 1, 0);
        last.advance(2);
        assertEquals(List.of(List.of(V - 1), List.of(0)), one.contexts);
        assertArrayEquals(new int[] {0}, ids(last));
    }

    @Test
    void countsFramesAndTrailingBlanksOverChunks() {
        decode(0, 3, 0);
        decode(0, 2);
        assertEquals(1, search.tokens().frame(0));
        assertEquals(5, search.framesSeen());
        assertEquals(3, search.trailingBlankFrames());
        decode(4);
        assertEquals(5, search.tokens().frame(1));
        assertEquals(0, search.trailingBlankFrames());
    }

    @Test
    void keepsFrameCountAndContextIntoTheNextSegment() {
        decode(3, 4, 0);
        DecodedTokens first = search.tokens();
        search.nextSegment();
        assertEquals(0, search.tokens().size());
        assertEquals(0, search.segmentFrames());
        assertEquals(0, search.trailingBlankFrames());
        decode(0, 5);
        assertEquals(List.of(4, 5), scorer.contexts.get(scorer.contexts.size() - 1));
        assertEquals(4, scorer.contexts.size(), "the prediction survives the end of a segment");
        assertEquals(4, search.tokens().frame(0));
        assertEquals(2, search.segmentFrames());
        assertEquals(3, first.id(0), "tokens handed out stay as they were");
    }

    @Test
    void beginsANewStreamFromTheStart() {
        decode(3, 4);
        search.restart();
        decode(5);
        assertEquals(2, scorer.restarts);
        assertEquals(List.of(-1, 0), scorer.contexts.get(3));
        assertEquals(0, search.tokens().frame(0));
        assertEquals(1, search.framesSeen());
    }

    @Test
    void givesSeveralTokensPerFrameUpToTheLimit() {
        ScriptedScorer stuck = new ScriptedScorer(V, 1);
        TransducerGreedy many =
                new TransducerGreedy(stuck, new TransducerOptions(V - 1, -1, 3, 0f));
        float[][][] rows = new float[2][][];
        rows[0] = new float[][] {score(1), score(2), score(V - 1)};
        rows[1] = new float[][] {score(4)};
        stuck.chunk(rows);
        many.advance(2);
        assertArrayEquals(new int[] {1, 2, 4, 4, 4}, ids(many));
        assertEquals(0, many.tokens().frame(1));
        assertEquals(1, many.tokens().frame(4));
        assertEquals(2, many.framesSeen());
    }

    private static float[] score(int best) {
        float[] scores = new float[V];
        scores[best] = 9f;
        return scores;
    }

    @Test
    void subtractsThePenaltyFromTheBlankButNotFromTheConfidence() {
        float[] scores = {2f, 0f, -1f, 1f, 0f, Float.NEGATIVE_INFINITY};
        scorer.chunk(new float[][][] {{scores}});
        TransducerGreedy favoured =
                new TransducerGreedy(scorer, new TransducerOptions(BLANK, UNKNOWN, 1, 1.5f));
        favoured.advance(1);
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score);
        }
        assertArrayEquals(new int[] {3}, ids(favoured));
        assertEquals(Math.exp(1) / sum, favoured.tokens().confidence(0), 1e-6);
        search.advance(1);
        assertEquals(0, search.tokens().size(), "without a penalty the blank wins");
        assertEquals(2f, scores[BLANK], "the scorer's array is only read");
    }

    @Test
    void namesTheFrameOfUnusableScoresAndKeepsWhatItHad() {
        decode(0, 0);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] scores = score(3);
            scores[4] = bad;
            scorer.chunk(new float[][][] {{score(5)}, {scores}});
            long frame = search.framesSeen() + 1;
            EngineException e = assertThrows(EngineException.class, () -> search.advance(2));
            assertTrue(e.where().endsWith("frame " + frame), e.getMessage());
            assertTrue(e.found().contains("token 4"), e.getMessage());
        }
        float[] nothing = new float[V];
        Arrays.fill(nothing, Float.NEGATIVE_INFINITY);
        scorer.chunk(new float[][][] {{nothing}});
        assertThrows(EngineException.class, () -> search.advance(1));
        assertArrayEquals(new int[] {5, 5}, ids(search));
    }

    @Test
    void refusesOptionsThatCannotWork() {
        assertThrows(IllegalArgumentException.class, () -> new TransducerOptions(-1, -1));
        assertThrows(IllegalArgumentException.class, () -> new TransducerOptions(0, 1, 0, 0f));
        assertThrows(
                IllegalArgumentException.class, () -> new TransducerOptions(0, 1, 1, Float.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TransducerGreedy(scorer, new TransducerOptions(V, -1)));
    }

    @Test
    void allocatesNothingForFramesWithoutATokenNorForTokensOnceItHasGrown() {
        TokenTable table = Tables.of("<blk>", "<s>", "<unk>", "\u2581A", "<0xE4>", "\u4F60");
        Detokenizer text = new Detokenizer(table);
        search.advance(0);
        long blank = Allocation.bytesOf(() -> blanks(1000), () -> {});
        assertEquals(0, blank, "bytes for 1000 blank frames");
        int[] speech = new int[100];
        Arrays.setAll(speech, i -> 3 + i % 3);
        QuietScorer quiet = new QuietScorer(V, speech);
        TransducerGreedy talking =
                new TransducerGreedy(quiet, new TransducerOptions(BLANK, UNKNOWN));
        long tokens =
                Allocation.bytesOf(
                        () -> {
                            talking.advance(speech.length);
                            for (int token : speech) {
                                text.append(token);
                            }
                        },
                        () -> {
                            talking.nextSegment();
                            text.reset();
                        });
        assertEquals(0, tokens, "bytes for 100 tokens after the buffers have grown");
    }

    private void blanks(int frames) {
        for (int frame = 0; frame < frames; frame += BLANK_CHUNK.length) {
            scorer.chunk(BLANK_CHUNK);
            search.advance(BLANK_CHUNK.length);
        }
    }

    private static final float[][][] BLANK_CHUNK = {
        {score(BLANK)}, {score(UNKNOWN)}, {score(BLANK)}, {score(BLANK)}
    };
}
