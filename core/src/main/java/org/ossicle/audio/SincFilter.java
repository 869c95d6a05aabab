package org.ossicle.audio;

/**
 * The weights of a polyphase band-limited interpolator: a sinc whose cut-off lies at 0.99 of half
 * the lower of the two rates, under a Hann window that spans six zero crossings on either side.
 *
 * <p>Output sample m lies at time m / outputRate. With g the greatest common divisor of the rates,
 * the weights repeat every outputRate / g output samples, during which the input advances by
 * inputRate / g samples. Source of the method: J. O. Smith, "Digital Audio Resampling"; the
 * constants are those that Kaldi-style front ends use for models trained at another rate.
 */
final class SincFilter {
    private static final double CUTOFF_OF_NYQUIST = 0.99;
    private static final int ZERO_CROSSINGS = 6;

    /** Output samples after which the weights repeat. */
    final int phases;

    /** Input samples that go by during {@link #phases} output samples. */
    final int inputPerCycle;

    /** First input sample of each phase, relative to the start of its cycle; may be negative. */
    final int[] firstInput;

    /** Where each phase starts in {@link #weights}; the last entry is the total. */
    final int[] weightStart;

    final float[] weights;

    /** Most weights of any phase. */
    final int maxTaps;

    SincFilter(int inputRateHz, int outputRateHz) {
        int divisor = gcd(inputRateHz, outputRateHz);
        phases = outputRateHz / divisor;
        inputPerCycle = inputRateHz / divisor;
        double cutoffHz = CUTOFF_OF_NYQUIST * 0.5 * Math.min(inputRateHz, outputRateHz);
        double halfWidth = ZERO_CROSSINGS / (2 * cutoffHz);
        firstInput = new int[phases];
        weightStart = new int[phases + 1];
        int widest = 0;
        for (int p = 0; p < phases; p++) {
            double time = (double) p / outputRateHz;
            int first = (int) Math.ceil((time - halfWidth) * inputRateHz);
            int last = (int) Math.floor((time + halfWidth) * inputRateHz);
            firstInput[p] = first;
            weightStart[p + 1] = weightStart[p] + last - first + 1;
            widest = Math.max(widest, last - first + 1);
        }
        maxTaps = widest;
        weights = new float[weightStart[phases]];
        double ticksPerSecond = (double) inputPerCycle * phases * divisor;
        for (int p = 0; p < phases; p++) {
            for (int j = weightStart[p]; j < weightStart[p + 1]; j++) {
                long input = firstInput[p] + (j - weightStart[p]);
                double delay = (input * phases - (long) p * inputPerCycle) / ticksPerSecond;
                weights[j] = (float) (impulseResponse(delay, cutoffHz, halfWidth) / inputRateHz);
            }
        }
    }

    private static double impulseResponse(double t, double cutoffHz, double halfWidth) {
        if (Math.abs(t) >= halfWidth) {
            return 0;
        }
        double window = 0.5 * (1 + Math.cos(Math.PI * t / halfWidth));
        double angle = 2 * Math.PI * cutoffHz * t;
        double sinc = t == 0 ? 2 * cutoffHz : Math.sin(angle) / (Math.PI * t);
        return sinc * window;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
