package org.ossicle.features;

/**
 * From the samples of one frame to its log-mel features. Holds only work arrays and the dither's
 * generator, so frames must come in order if dither is on.
 */
final class FrameFeatures {
    private final int length;
    private final float preemphasis;
    private final boolean removeDcOffset;
    private final float dither;
    private final GaussianNoise noise;
    private final float[] window;
    private final float[] shaped;
    private final float[] power;
    private final RealFft fft;
    private final MelBank bank;
    private final LogCompression compression;

    FrameFeatures(FbankConfig config) {
        length = config.windowSamples();
        preemphasis = config.preemphasis();
        removeDcOffset = config.removeDcOffset();
        dither = config.dither() / config.scale();
        noise = new GaussianNoise(config.ditherSeed());
        double[] taper = config.window().values(length);
        window = new float[length];
        for (int i = 0; i < length; i++) {
            window[i] = (float) (taper[i] * config.scale());
        }
        shaped = new float[config.fftSize()];
        power = new float[config.fftSize() / 2 + 1];
        fft = new RealFft(config.fftSize());
        bank =
                new MelBank(
                        config.melScale(),
                        config.sampleRateHz(),
                        config.fftSize(),
                        config.bins(),
                        config.lowHz(),
                        config.resolvedHighHz());
        compression = config.compression();
    }

    /**
     * Writes the features of one frame.
     *
     * @param samples the frame from index 1 on, overwritten; index 0 holds the sample before it if
     *     {@code before} is set, and is ignored otherwise
     * @param before whether pre-emphasis reaches back to the sample before the frame
     * @param silentTail trailing samples that lie after the signal and that pre-emphasis must leave
     *     at zero
     */
    void compute(float[] samples, boolean before, int silentTail, float[] features, int offset) {
        if (dither > 0) {
            noise.addTo(samples, 1, length, dither);
        }
        if (!before) {
            samples[0] = samples[1];
        }
        float mean = removeDcOffset ? sum(samples) / length : 0;
        float offsetAfter = mean * (1 - preemphasis);
        for (int i = 0; i < length; i++) {
            shaped[i] = (samples[i + 1] - preemphasis * samples[i] - offsetAfter) * window[i];
        }
        java.util.Arrays.fill(shaped, length - silentTail, length, 0f);
        fft.power(shaped, power);
        bank.apply(power, features, offset);
        compression.apply(features, offset, bank.filters());
    }

    void reset() {
        noise.reset();
    }

    /** The only memory between frames: where the dither stands. */
    long ditherPosition() {
        return noise.position();
    }

    void seekDither(long position) {
        noise.seek(position);
    }

    /** Sum of the frame, samples 1 to length, in eight strands for speed. */
    private float sum(float[] samples) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 1;
        for (; i + 7 <= length; i += 8) {
            s0 += samples[i];
            s1 += samples[i + 1];
            s2 += samples[i + 2];
            s3 += samples[i + 3];
            s4 += samples[i + 4];
            s5 += samples[i + 5];
            s6 += samples[i + 6];
            s7 += samples[i + 7];
        }
        for (; i <= length; i++) {
            s0 += samples[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
