package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScoresTest {
    @ParameterizedTest
    @ValueSource(floats = {0f, 0.1f, 1f, 5f, 20f, 100f, 1e6f})
    void posteriorIsTheSoftmax(float spread) {
        Random random = new Random(3);
        float[] scores = new float[500];
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) random.nextGaussian() * spread;
            }
            int id = random.nextInt(scores.length);
            assertEquals(
                    softmax(scores, id), FrameScores.posterior(scores, scores.length, id), 1e-6);
        }
    }

    @Test
    void posteriorOfAScoreWithoutRivalsIsOne() {
        float[] scores = {Float.NEGATIVE_INFINITY, 3f, -2e9f};
        assertEquals(1f, FrameScores.posterior(scores, 3, 1));
        assertEquals(0f, FrameScores.posterior(scores, 3, 0));
    }

    private static double softmax(float[] scores, int id) {
        double max = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - max);
        }
        return Math.exp(scores[id] - max) / sum;
    }
}
