package org.ossicle.emotion.functionals;

/**
 * The likeliest path through the pitch candidates of a window, by Viterbi's search over them and a
 * state without voice: strong candidates, short lags, small jumps, few changes of voicing.
 */
final class PitchTrack {
    /** What a frame without voice is given instead of a candidate. */
    static final int UNVOICED = -1;

    private static final double UNVOICED_SCORE = 0.45;
    private static final double QUIET_BONUS = 0.3;
    private static final double VOICING_CHANGE_COST = 0.14;
    private static final double OCTAVE_JUMP_COST = 0.35;
    private static final double LAG_COST = 0.01;
    private static final double LOG_2 = Math.log(2);
    private static final int STATES = Descriptors.CANDIDATES + 1;

    private final byte[] origin;
    private double[] reached = new double[STATES];
    private double[] before = new double[STATES];
    private double[] octave = new double[STATES];
    private double[] octaveBefore = new double[STATES];

    /**
     * @param maxFrames most frames in a window
     */
    PitchTrack(int maxFrames) {
        origin = new byte[maxFrames * STATES];
    }

    /**
     * Chooses a candidate for each frame.
     *
     * @param window frames of descriptors
     * @param loudness 0 to 1 for each frame; quiet frames are rather without voice
     * @param chosen gets the number of the candidate, or {@link #UNVOICED}
     */
    void find(float[] window, int frames, double[] loudness, int[] chosen) {
        for (int t = 0; t < frames; t++) {
            swap();
            for (int state = 0; state < STATES; state++) {
                int at = t * Descriptors.COUNT + state - 1;
                double local;
                if (state == 0) {
                    local = UNVOICED_SCORE + QUIET_BONUS * (1 - loudness[t]);
                } else {
                    double lag = window[at + Descriptors.LAG];
                    double strength = window[at + Descriptors.STRENGTH];
                    octave[state] = Math.log(lag / Descriptors.SHORTEST_LAG) / LOG_2;
                    local = strength > 0 ? strength - LAG_COST * octave[state] : -1;
                }
                reached[state] = t == 0 ? local : local + best(t, state);
            }
        }
        int state = 0;
        for (int i = 1; i < STATES; i++) {
            state = reached[i] > reached[state] ? i : state;
        }
        for (int t = frames - 1; t >= 0; t--) {
            chosen[t] = state - 1;
            state = t > 0 ? origin[t * STATES + state] : state;
        }
    }

    private void swap() {
        double[] kept = before;
        before = reached;
        reached = kept;
        kept = octaveBefore;
        octaveBefore = octave;
        octave = kept;
    }

    /** The best score with which a state is reached from the frame before. */
    private double best(int t, int state) {
        double best = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < STATES; from++) {
            double cost = VOICING_CHANGE_COST;
            if (from > 0 && state > 0) {
                cost = OCTAVE_JUMP_COST * Math.abs(octave[state] - octaveBefore[from]);
            } else if (from == state) {
                cost = 0;
            }
            if (before[from] - cost > best) {
                best = before[from] - cost;
                origin[t * STATES + state] = (byte) from;
            }
        }
        return best;
    }
}
