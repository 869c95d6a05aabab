package org.ossicle.callreport.analysis;

import java.util.Arrays;

/**
 * Loudness of one channel after ITU-R BS.1770-4: a filter that weighs frequencies like the ear, the
 * mean square of blocks of 400 ms every 100 ms, and a mean over the blocks that are neither silence
 * nor far quieter than the rest. A sine of 997 Hz at full scale has -3.01 LUFS.
 */
public final class LoudnessMeter {
    private static final double STEP_SECONDS = 0.1;
    private static final int STEPS_PER_BLOCK = 4;
    private static final double OFFSET_LUFS = -0.691;
    private static final double SILENCE_LUFS = -70;
    private static final double RELATIVE_GATE_LU = -10;

    private final Biquad shelf;
    private final Biquad highPass;
    private final int stepSamples;
    private final double stepSeconds;
    private double[] stepEnergies = new double[256];
    private int steps;
    private double energy;
    private int gathered;

    /**
     * @param sampleRateHz of the channel, at least 8000: below, the shelf lies over its bandwidth
     */
    public LoudnessMeter(int sampleRateHz) {
        shelf = Biquad.headShelf(sampleRateHz);
        highPass = Biquad.lowCut(sampleRateHz);
        stepSamples = (int) Math.round(sampleRateHz * STEP_SECONDS);
        stepSeconds = stepSamples / (double) sampleRateHz;
    }

    /**
     * @param sample full scale is -1 to 1
     */
    public void accept(float sample) {
        double weighted = highPass.next(shelf.next(sample));
        energy += weighted * weighted;
        if (++gathered == stepSamples) {
            if (steps == stepEnergies.length) {
                stepEnergies = Arrays.copyOf(stepEnergies, steps * 2);
            }
            stepEnergies[steps++] = energy / stepSamples;
            energy = 0;
            gathered = 0;
        }
    }

    /**
     * Loudness of a part of the call, in LUFS.
     *
     * @return null if nothing in it is louder than silence
     */
    public Double lufs(Span part) {
        int from = (int) Math.ceil(part.startSeconds() / stepSeconds - 1e-6);
        int to = Math.min(steps, (int) Math.floor(part.endSeconds() / stepSeconds + 1e-6));
        Double ungated = mean(from, to, SILENCE_LUFS);
        if (ungated == null) {
            return null;
        }
        return mean(from, to, Math.max(SILENCE_LUFS, ungated + RELATIVE_GATE_LU));
    }

    private Double mean(int from, int to, double gateLufs) {
        double sum = 0;
        int blocks = 0;
        for (int end = from + STEPS_PER_BLOCK; end <= to; end++) {
            double block = 0;
            for (int i = end - STEPS_PER_BLOCK; i < end; i++) {
                block += stepEnergies[i];
            }
            block /= STEPS_PER_BLOCK;
            if (loudness(block) > gateLufs) {
                sum += block;
                blocks++;
            }
        }
        return blocks == 0 ? null : loudness(sum / blocks);
    }

    private static double loudness(double meanSquare) {
        return OFFSET_LUFS + 10 * Math.log10(meanSquare);
    }

    /** A filter of second order, for one channel. */
    private static final class Biquad {
        private final double b0;
        private final double b1;
        private final double b2;
        private final double a1;
        private final double a2;
        private double z1;
        private double z2;

        private Biquad(double b0, double b1, double b2, double a0, double a1, double a2) {
            this.b0 = b0 / a0;
            this.b1 = b1 / a0;
            this.b2 = b2 / a0;
            this.a1 = a1 / a0;
            this.a2 = a2 / a0;
        }

        /** What a head does to sound: about 4 dB more above 1.7 kHz. */
        static Biquad headShelf(int sampleRateHz) {
            double k = Math.tan(Math.PI * 1681.974450955533 / sampleRateHz);
            double q = 0.7071752369554196;
            double high = Math.pow(10, 3.999843853973347 / 20);
            double band = Math.pow(high, 0.4996667741545416);
            return new Biquad(
                    high + band * k / q + k * k,
                    2 * (k * k - high),
                    high - band * k / q + k * k,
                    1 + k / q + k * k,
                    2 * (k * k - 1),
                    1 - k / q + k * k);
        }

        /** Takes away what lies below 38 Hz. The standard leaves its numerator at 1, -2, 1. */
        static Biquad lowCut(int sampleRateHz) {
            double k = Math.tan(Math.PI * 38.13547087602444 / sampleRateHz);
            double q = 0.5003270373238773;
            double a0 = 1 + k / q + k * k;
            return new Biquad(a0, -2 * a0, a0, a0, 2 * (k * k - 1), 1 - k / q + k * k);
        }

        double next(double in) {
            double out = b0 * in + z1;
            z1 = b1 * in - a1 * out + z2;
            z2 = b2 * in - a2 * out;
            return out;
        }
    }
}
