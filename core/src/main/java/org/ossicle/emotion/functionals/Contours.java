package org.ossicle.emotion.functionals;

import java.util.Arrays;

/**
 * The contours of one window: how energy, pitch, voice and spectrum move from frame to frame, and
 * which frames count. Levels are relative to the window's own loudest frames.
 */
final class Contours {
    static final int ENERGY = 0;
    static final int OCTAVE = 1;
    static final int HNR = 2;
    static final int UPPER = 3;
    static final int FLUX = 4;
    static final int CEPSTRUM = 5;
    static final int CEPSTRA = 6;
    static final int LOW = CEPSTRUM + CEPSTRA;
    static final int HIGH_1 = LOW + 1;
    static final int HIGH_2 = LOW + 2;
    static final int H1_H2 = LOW + 3;
    static final int H1_ENERGY = LOW + 4;
    static final int H2_H3 = LOW + 5;
    static final int SHAPE = LOW + 6;

    /** Contours whose changes are looked at; the others follow them. */
    static final int MOVING = SHAPE + Descriptors.SHAPES;

    static final int NARROW_BAND = MOVING;
    static final int NARROW_BANDS = 15;

    /** All contours. */
    static final int COUNT = NARROW_BAND + NARROW_BANDS;

    static final double HEARD_BELOW_TOP = 5;

    private static final double FLOOR_BELOW_TOP = 9;
    private static final double LOUD_RANGE = 3.5;
    private static final int FEWEST_FRAMES = 5;
    private static final int FIRST_NARROW = 3;
    private static final double REFERENCE_HZ = 150;
    private static final double LOG_2 = Math.log(2);

    final double[][] values;
    final double[][] bands;
    final boolean[] voiced;
    final boolean[] heard;
    final double[] sorted;

    /** Frames in the window. */
    int frames;

    int voicedFrames;
    int heardFrames;

    /** The first frame that is heard. */
    int first;

    /** The frame after the last one that is heard. */
    int end;

    private final PitchTrack pitch;
    private final int[] chosen;
    private final double[] loudness;
    private final double[][] cosines = new double[CEPSTRA][NARROW_BANDS];

    /**
     * @param maxFrames most frames in a window
     */
    Contours(int maxFrames) {
        values = new double[COUNT][maxFrames];
        bands = new double[Descriptors.BANDS][maxFrames];
        voiced = new boolean[maxFrames];
        heard = new boolean[maxFrames];
        sorted = new double[maxFrames];
        pitch = new PitchTrack(maxFrames);
        chosen = new int[maxFrames];
        loudness = new double[maxFrames];
        for (int k = 0; k < CEPSTRA; k++) {
            for (int i = 0; i < NARROW_BANDS; i++) {
                double angle = Math.PI / NARROW_BANDS * (i + 0.5) * (k + 1);
                cosines[k][i] = Math.cos(angle) * 2 / NARROW_BANDS;
            }
        }
    }

    /** Whether a contour means something where there is a voice only. */
    static boolean needsVoice(int contour) {
        return contour == OCTAVE || contour == H1_H2 || contour == H1_ENERGY || contour == H2_H3;
    }

    /**
     * Takes a window.
     *
     * @param window frames of descriptors, one after the other
     */
    void read(float[] window, int count) {
        frames = count;
        for (int t = 0; t < frames; t++) {
            sorted[t] = window[t * Descriptors.COUNT + Descriptors.ENERGY];
        }
        Statistics.sort(sorted, frames);
        double top = Statistics.quantile(sorted, frames, 0.95);
        for (int t = 0; t < frames; t++) {
            double below = window[t * Descriptors.COUNT + Descriptors.ENERGY] - top;
            double loud = 1 + (below + HEARD_BELOW_TOP) / LOUD_RANGE;
            loudness[t] = Math.max(0, Math.min(1, loud));
        }
        pitch.find(window, frames, loudness, chosen);
        choose(window, top);
        for (int t = 0; t < frames; t++) {
            int at = t * Descriptors.COUNT;
            double energy = Math.max(window[at + Descriptors.ENERGY], top - FLOOR_BELOW_TOP);
            values[ENERGY][t] = energy - top;
            readBands(window, at, t, energy, top - FLOOR_BELOW_TOP);
            readVoice(window, at, t, energy);
            for (int i = 0; i < Descriptors.SHAPES; i++) {
                values[SHAPE + i][t] = window[at + Descriptors.SHAPE + i];
            }
        }
    }

    /** Decides which frames are heard and which of them voiced; if hardly any are, all are. */
    private void choose(float[] window, double top) {
        heardFrames = 0;
        for (int t = 0; t < frames; t++) {
            float energy = window[t * Descriptors.COUNT + Descriptors.ENERGY];
            heard[t] = energy > top - HEARD_BELOW_TOP;
            heardFrames += heard[t] ? 1 : 0;
        }
        if (heardFrames < FEWEST_FRAMES) {
            Arrays.fill(heard, 0, frames, true);
            heardFrames = frames;
        }
        voicedFrames = 0;
        for (int t = 0; t < frames; t++) {
            voiced[t] = chosen[t] != PitchTrack.UNVOICED && heard[t];
            voicedFrames += voiced[t] ? 1 : 0;
        }
        if (voicedFrames < FEWEST_FRAMES) {
            System.arraycopy(heard, 0, voiced, 0, frames);
            voicedFrames = heardFrames;
        }
        first = 0;
        while (!heard[first]) {
            first++;
        }
        end = frames;
        while (!heard[end - 1]) {
            end--;
        }
    }

    private void readBands(float[] window, int at, int t, double energy, double floor) {
        for (int band = 0; band < Descriptors.BANDS; band++) {
            bands[band][t] = Math.max(window[at + Descriptors.BAND + band], floor);
        }
        values[LOW][t] = meanOfBands(0, 3, t) - energy;
        values[HIGH_1][t] = meanOfBands(18, 22, t) - energy;
        values[HIGH_2][t] = meanOfBands(22, 26, t) - energy;
        double flux = 0;
        for (int i = 0; i < NARROW_BANDS; i++) {
            double[] band = bands[FIRST_NARROW + i];
            values[NARROW_BAND + i][t] = band[t] - energy;
            flux += t > 0 ? Math.abs(band[t] - band[t - 1]) : 0;
        }
        values[FLUX][t] = flux / NARROW_BANDS;
        for (int k = 0; k < CEPSTRA; k++) {
            double sum = 0;
            for (int i = 0; i < NARROW_BANDS; i++) {
                sum += bands[FIRST_NARROW + i][t] * cosines[k][i];
            }
            values[CEPSTRUM + k][t] = sum;
        }
    }

    /** The mean of some neighbouring bands of a frame. */
    double meanOfBands(int begin, int after, int t) {
        double sum = 0;
        for (int band = begin; band < after; band++) {
            sum += bands[band][t];
        }
        return sum / (after - begin);
    }

    private void readVoice(float[] window, int at, int t, double energy) {
        boolean tracked = chosen[t] != PitchTrack.UNVOICED;
        int pick = Math.max(chosen[t], 0);
        double lag = window[at + Descriptors.LAG + pick];
        double hz = Descriptors.SAMPLE_RATE_HZ / lag;
        values[OCTAVE][t] = tracked ? Math.log(hz / REFERENCE_HZ) / LOG_2 : 0;
        double strength = window[at + Descriptors.STRENGTH + pick];
        strength = Math.max(0.02, Math.min(0.995, strength));
        values[HNR][t] = Math.log(strength / (1 - strength));
        double upper = window[at + Descriptors.UPPER + pick];
        values[UPPER][t] = Math.max(-0.2, Math.min(0.995, upper));
        int harmonic = at + Descriptors.HARMONIC + pick * Descriptors.HARMONICS;
        double h1 = window[harmonic];
        double h2 = window[harmonic + 1];
        double h3 = window[harmonic + 2];
        values[H1_H2][t] = tracked ? h1 - h2 : 0;
        values[H1_ENERGY][t] = tracked ? h1 - energy : 0;
        values[H2_H3][t] = tracked ? h2 - h3 : 0;
    }
}
