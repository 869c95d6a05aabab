package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;
import org.ossicle.error.SnapshotException;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

class TransducerBeamTest {
    private static final int KIND = 7;
    private static final int CHUNK = 5;
    private static final TransducerOptions PLAIN = new TransducerOptions(0, 2);

    @ParameterizedTest
    @ValueSource(floats = {0, 1.5f, -2})
    void onePathIsTheGreedySearch(float blankPenalty) {
        TransducerOptions options = new TransducerOptions(0, 2, 1, blankPenalty);
        MadeUpScores scores = new MadeUpScores(7, 1, 3, 0.5f);
        TransducerBeam beam = new TransducerBeam(scores, options);
        TransducerGreedy greedy = new TransducerGreedy(scores, options);
        int found = 0;
        for (int chunk = 0; chunk < 60; chunk++) {
            assertEquals(greedy.advance(CHUNK), beam.advance(CHUNK), "changed");
            scores.firstFrame += CHUNK;
            assertEquals(texts(greedy.tokens()), texts(beam.tokens()));
            assertEquals(greedy.trailingBlankFrames(), beam.trailingBlankFrames());
            assertEquals(greedy.segmentFrames(), beam.segmentFrames());
            found = Math.max(found, beam.tokens().size());
            if (chunk % 9 == 8) {
                greedy.nextSegment();
                beam.nextSegment();
            }
        }
        assertTrue(found > 2, "tokens in a segment: " + found);
    }

    /** 16 paths are enough for all 15 texts that three frames of two tokens can give. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void enoughPathsFindTheMostProbableText(long seed) {
        int frames = 3;
        for (float penalty : new float[] {0, 0.8f}) {
            MadeUpScores scores = new MadeUpScores(3, 16, seed, 0.5f);
            TransducerBeam beam =
                    new TransducerBeam(scores, new TransducerOptions(0, -1, 1, penalty));
            beam.advance(frames);
            Map<List<Integer>, Double> texts = new HashMap<>();
            addTexts(scores, penalty, 0, frames, List.of(), 1, texts);
            assertEquals(15, texts.size());
            List<Integer> best = null;
            double bestMean = Double.NEGATIVE_INFINITY;
            for (Map.Entry<List<Integer>, Double> text : texts.entrySet()) {
                double mean = Math.log(text.getValue()) / (text.getKey().size() + 2);
                if (mean > bestMean) {
                    best = text.getKey();
                    bestMean = mean;
                }
            }
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < beam.tokens().size(); i++) {
                found.add(beam.tokens().id(i));
            }
            assertEquals(best, found);
        }
    }

    /** Adds up the probability of each text over all ways to place its tokens in frames. */
    private static void addTexts(
            MadeUpScores scores,
            float penalty,
            int frame,
            int frames,
            List<Integer> text,
            double probability,
            Map<List<Integer>, Double> texts) {
        if (frame == frames) {
            texts.merge(text, probability, Double::sum);
            return;
        }
        List<Integer> all = new ArrayList<>(List.of(-1, 0));
        all.addAll(text);
        int[] context = {all.get(all.size() - 2), all.get(all.size() - 1)};
        float[] row = scores.logPosteriors(frame, context);
        double[] posteriors = new double[row.length];
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            posteriors[i] = Math.exp(row[i] - (i == 0 ? penalty : 0));
            sum += posteriors[i];
        }
        for (int i = 0; i < row.length; i++) {
            List<Integer> longer = new ArrayList<>(text);
            if (i != 0) {
                longer.add(i);
            }
            double next = probability * posteriors[i] / sum;
            addTexts(scores, penalty, frame + 1, frames, longer, next, texts);
        }
    }

    @Test
    void aRestoredSearchGoesOnAsItWas() {
        MadeUpScores scores = new MadeUpScores(9, 4, 5, 1);
        TransducerBeam search = new TransducerBeam(scores, PLAIN);
        TransducerBeam other = new TransducerBeam(new MadeUpScores(9, 4, 6, 1), PLAIN);
        other.advance(CHUNK);
        for (int chunk = 0; chunk < 40; chunk++) {
            MadeUpScores same = new MadeUpScores(9, 4, 5, 1);
            TransducerBeam restored = chunk == 7 ? other : new TransducerBeam(same, PLAIN);
            byte[] saved = saved(search);
            restored.restore(reader(saved));
            assertEquals(texts(search.tokens()), texts(restored.tokens()));
            assertEquals(search.trailingBlankFrames(), restored.trailingBlankFrames());
            boolean changed = search.advance(CHUNK);
            if (chunk != 7) {
                same.firstFrame = scores.firstFrame;
                assertEquals(changed, restored.advance(CHUNK));
                assertEquals(texts(search.tokens()), texts(restored.tokens()));
                assertEquals(search.framesSeen(), restored.framesSeen());
            }
            scores.firstFrame += CHUNK;
            if (chunk % 11 == 10) {
                search.nextSegment();
            }
        }
    }

    @Test
    void refusesASnapshotOfMorePaths() {
        TransducerBeam wide = new TransducerBeam(new MadeUpScores(9, 8, 5, 0), PLAIN);
        wide.advance(CHUNK);
        byte[] saved = saved(wide);
        TransducerBeam narrow = new TransducerBeam(new MadeUpScores(9, 2, 5, 0), PLAIN);
        assertThrows(SnapshotException.class, () -> narrow.restore(reader(saved)));
    }

    private static byte[] saved(TransducerBeam search) {
        SnapshotWriter writer = new SnapshotWriter();
        search.save(writer);
        return writer.seal(KIND, 1);
    }

    private static SnapshotReader reader(byte[] saved) {
        return SnapshotReader.open(saved, KIND, 1, kind -> "a search");
    }

    @Test
    void scoresOfNoUseLeaveTheTokensBefore() {
        MadeUpScores scores = new MadeUpScores(9, 4, 5, -1);
        TransducerBeam whole = new TransducerBeam(new MadeUpScores(9, 4, 5, -1), PLAIN);
        scores.badFrame = 3;
        TransducerBeam search = new TransducerBeam(scores, PLAIN);
        EngineException e = assertThrows(EngineException.class, () -> search.advance(CHUNK));
        assertTrue(e.getMessage().contains("output frame 3"), e.getMessage());
        whole.advance(3);
        assertEquals(3, search.framesSeen());
        assertFalse(search.tokens().size() == 0);
        assertEquals(texts(whole.tokens()), texts(search.tokens()));
    }

    @Test
    void aRestartForgetsEverything() {
        TransducerBeam used = new TransducerBeam(new MadeUpScores(9, 4, 5, 0), PLAIN);
        TransducerBeam fresh = new TransducerBeam(new MadeUpScores(9, 4, 5, 0), PLAIN);
        used.advance(CHUNK);
        used.nextSegment();
        used.advance(CHUNK);
        used.restart();
        assertEquals(0, used.framesSeen());
        assertEquals(DecodedTokens.NONE, used.tokens());
        used.advance(CHUNK);
        fresh.advance(CHUNK);
        assertEquals(texts(fresh.tokens()), texts(used.tokens()));
    }

    @Test
    void refusesABlankWithoutScore() {
        MadeUpScores scores = new MadeUpScores(9, 4, 5, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new TransducerBeam(scores, new TransducerOptions(9, 2)));
    }

    private static List<String> texts(DecodedTokens tokens) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            texts.add("%d@%d %.5f".formatted(tokens.id(i), tokens.frame(i), tokens.confidence(i)));
        }
        return texts;
    }
}
