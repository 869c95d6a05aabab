package org.ossicle.decode;

import org.ossicle.error.EngineException;

/** Arithmetic on the scores of one frame. */
final class FrameScores {
    private FrameScores() {}

    /**
     * The best token, the blank handicapped; of equals the lowest id.
     *
     * @param frame for the message: counted from the start of the stream
     * @throws EngineException if a score is NaN or no score is finite
     */
    static int best(float[] scores, int count, int blankId, float blankPenalty, long frame) {
        int best = -1;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < count; id++) {
            float score = id == blankId ? scores[id] - blankPenalty : scores[id];
            if (!(score <= bestScore)) {
                if (Float.isNaN(score)) {
                    throw unusable(frame, "NaN for token " + id);
                }
                best = id;
                bestScore = score;
            }
        }
        if (best < 0 || bestScore == Float.POSITIVE_INFINITY) {
            throw unusable(frame, best < 0 ? "no finite score" : "infinity for token " + best);
        }
        return best;
    }

    /** The softmax of the scores, at temperature 1 and without any penalty, at one token. */
    static float posterior(float[] scores, int count, int id) {
        float max = scores[id];
        for (int i = 0; i < count; i++) {
            max = Math.max(max, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(scores[i] - max);
        }
        return (float) (Math.exp(scores[id] - max) / sum);
    }

    private static EngineException unusable(long frame, String found) {
        return new EngineException(
                "scores of output frame " + frame,
                "finite numbers",
                found,
                "check the model file and the samples fed to it; the stream must be restarted");
    }
}
