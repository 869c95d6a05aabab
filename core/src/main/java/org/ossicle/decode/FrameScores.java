package org.ossicle.decode;

import org.ossicle.error.EngineException;

/** Arithmetic on the scores of one frame. */
final class FrameScores {
    private static final float LOG2_E = 1.44269504f;

    /** In two parts, the first short enough for small multiples of it to be exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;

    /** Adding it leaves a whole number in the lowest bits: 1.5 times 2 to the 23rd. */
    private static final float ROUNDER = 12582912f;

    private static final float LEAST_EXPONENT = -87f;

    private FrameScores() {}

    /**
     * The best token, the blank handicapped; of equals the lowest id.
     *
     * @param frame for the message: counted from the start of the stream
     * @throws EngineException if a score is NaN or no score is finite
     */
    static int best(float[] scores, int count, int blankId, float blankPenalty, long frame) {
        int best = best(scores, count, blankId, blankPenalty);
        if (best == RankingScorer.UNUSABLE) {
            throw unusable(scores, count, frame);
        }
        return best;
    }

    /** As {@link RankingScorer#best} of a frame. */
    static int best(float[] scores, int count, int blankId, float blankPenalty) {
        int best = RankingScorer.UNUSABLE;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < count; id++) {
            float score = id == blankId ? scores[id] - blankPenalty : scores[id];
            if (!(score <= bestScore)) {
                if (Float.isNaN(score)) {
                    return RankingScorer.UNUSABLE;
                }
                best = id;
                bestScore = score;
            }
        }
        return bestScore == Float.POSITIVE_INFINITY ? RankingScorer.UNUSABLE : best;
    }

    /**
     * The softmax of the scores, at temperature 1 and without any penalty, at one token; right to
     * six digits.
     */
    static float posterior(float[] scores, int count, int id) {
        float max = scores[id];
        for (int i = 0; i < count; i++) {
            if (scores[i] > max) {
                max = scores[i];
            }
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += exp(scores[i] - max);
        }
        return (float) (exp(scores[id] - max) / sum);
    }

    /** e to the power of a number that is not above 0; a frame has thousands of them. */
    private static float exp(float x) {
        if (x < LEAST_EXPONENT) {
            return 0;
        }
        float shifted = x * LOG2_E + ROUNDER;
        float whole = shifted - ROUNDER;
        float r = x - whole * LN2_HIGH - whole * LN2_LOW;
        float quartic =
                0.166665182f + r * (0.041666206f + r * (0.0083688898f + r * 0.00139504916f));
        float power = 1 + (r + r * r * (0.5f + r * quartic));
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        return Float.intBitsToFloat(Float.floatToRawIntBits(power) + (exponent << 23));
    }

    /**
     * What is wrong with scores that have no best token.
     *
     * @param frame counted from the start of the stream
     */
    static EngineException unusable(float[] scores, int count, long frame) {
        String found = "no finite score";
        for (int id = 0; id < count; id++) {
            if (Float.isNaN(scores[id])) {
                return unusable(frame, "NaN for token " + id);
            }
            if (scores[id] == Float.POSITIVE_INFINITY) {
                found = "infinity for token " + id;
            }
        }
        return unusable(frame, found);
    }

    private static EngineException unusable(long frame, String found) {
        return new EngineException(
                "scores of output frame " + frame,
                "finite numbers",
                found,
                "check the model file and the samples fed to it; the stream must be restarted");
    }
}
