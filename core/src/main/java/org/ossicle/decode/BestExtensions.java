package org.ossicle.decode;

/**
 * The best extensions of some hypotheses by one token each, best first; of equals the one that was
 * offered first.
 */
final class BestExtensions {
    private final double[] scores;
    private final int[] hypotheses;
    private final int[] tokens;
    private int size;

    /**
     * @param most how many to keep
     */
    BestExtensions(int most) {
        scores = new double[most];
        hypotheses = new int[most];
        tokens = new int[most];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    double score(int i) {
        return scores[i];
    }

    int hypothesis(int i) {
        return hypotheses[i];
    }

    int token(int i) {
        return tokens[i];
    }

    /**
     * Offers a hypothesis with each token.
     *
     * @param base what is added to the logarithms of the posteriors
     * @param first where those begin
     * @param count how many there are
     * @param blankPenalty subtracted for the blank
     */
    void offer(
            int hypothesis,
            double base,
            float[] logPosteriors,
            int first,
            int count,
            int blankId,
            float blankPenalty) {
        offer(hypothesis, blankId, base + logPosteriors[first + blankId] - blankPenalty);
        float limit = limit(base);
        for (int token = 0; token < count; token++) {
            float logPosterior = logPosteriors[first + token];
            if (logPosterior >= limit && token != blankId) {
                offer(hypothesis, token, base + logPosterior);
                limit = limit(base);
            }
        }
    }

    /** What a posterior must reach to have a chance; rounded down. */
    private float limit(double base) {
        return Math.nextDown((float) (worst() - base));
    }

    private double worst() {
        return size < scores.length ? Double.NEGATIVE_INFINITY : scores[size - 1];
    }

    private void offer(int hypothesis, int token, double score) {
        if (!(score > worst())) {
            return;
        }
        int place = size < scores.length ? size++ : size - 1;
        while (place > 0 && scores[place - 1] < score) {
            scores[place] = scores[place - 1];
            hypotheses[place] = hypotheses[place - 1];
            tokens[place] = tokens[place - 1];
            place--;
        }
        scores[place] = score;
        hypotheses[place] = hypothesis;
        tokens[place] = token;
    }
}
