package org.ossicle.features;

import java.util.Objects;

/**
 * A log-mel front end in full: how samples become frames, and frames features. Immutable.
 *
 * <p>The factories give the front ends of the published model families at 16 kHz; {@link
 * #toBuilder} changes one of them. Per frame, in this order: dither, removal of the mean,
 * pre-emphasis, scale and window, zero-padding to {@code fftSize}, power spectrum, mel filters,
 * logarithm.
 *
 * @param sampleRateHz of the samples
 * @param windowSamples length of a frame
 * @param hopSamples distance between frames
 * @param fftSize even, at least {@code windowSamples}
 * @param bins mel filters, which is the number of features per frame
 * @param lowHz where the first filter begins
 * @param highHz where the last filter ends; 0 or less is an offset from half the sample rate
 * @param window taper of a frame
 * @param framing where frames lie and what happens at the edges of the signal
 * @param melScale kind of filters
 * @param compression kind of logarithm
 * @param scale factor on the samples, which are in [-1, 1]: 1, or 32768 for models trained on
 *     integers
 * @param removeDcOffset whether each frame loses its mean
 * @param preemphasis c of x[t] - c x[t - 1], 0 to 1; 0 is none
 * @param preemphasisOverSignal true: the sample before a frame takes part, the one before the
 *     signal is 0, and the zeros around the signal stay zero; false: within each frame, whose first
 *     sample loses c times itself
 * @param dither standard deviation of the noise added to each frame, in scaled samples; 0 is none
 * @param ditherSeed of the noise
 */
public record FbankConfig(
        int sampleRateHz,
        int windowSamples,
        int hopSamples,
        int fftSize,
        int bins,
        double lowHz,
        double highHz,
        WindowShape window,
        Framing framing,
        MelScale melScale,
        LogCompression compression,
        float scale,
        boolean removeDcOffset,
        float preemphasis,
        boolean preemphasisOverSignal,
        float dither,
        long ditherSeed) {
    private static final int MODEL_RATE_HZ = 16_000;
    private static final float INT16_SCALE = 32768f;

    /**
     * @throws IllegalArgumentException when a value is impossible or contradicts another
     */
    public FbankConfig {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(framing, "framing");
        Objects.requireNonNull(melScale, "melScale");
        Objects.requireNonNull(compression, "compression");
        require(sampleRateHz > 0, "sampleRateHz must be positive", sampleRateHz);
        require(windowSamples >= 2, "windowSamples must be 2 or more", windowSamples);
        require(hopSamples >= 1, "hopSamples must be positive", hopSamples);
        require(
                fftSize >= windowSamples && fftSize % 2 == 0,
                "fftSize must be even and no less than windowSamples",
                fftSize);
        require(bins >= 1, "bins must be positive", bins);
        double nyquist = 0.5 * sampleRateHz;
        double high = highHz > 0 ? highHz : nyquist + highHz;
        require(lowHz >= 0 && lowHz < high, "lowHz must be 0 or more and below highHz", lowHz);
        require(high <= nyquist, "highHz must not exceed half the sample rate", highHz);
        require(scale > 0 && scale < Float.POSITIVE_INFINITY, "scale must be positive", scale);
        require(preemphasis >= 0 && preemphasis <= 1, "preemphasis must be 0 to 1", preemphasis);
        require(
                dither >= 0 && dither < Float.POSITIVE_INFINITY,
                "dither must be 0 or more",
                dither);
        require(
                !preemphasisOverSignal
                        || framing == Framing.CENTRED_ZERO_EDGES && !removeDcOffset && dither == 0,
                "preemphasisOverSignal needs zero edges, no dither and no removal of the mean",
                framing);
    }

    /** icefall transducers, CTC and keyword models: Povey window, mirrored edges, 20-7600 Hz. */
    public static FbankConfig kaldiPovey() {
        return new Builder().build();
    }

    /** WeNet U2 models: as {@link #kaldiPovey}, on samples of integer size. */
    public static FbankConfig wenet() {
        return new Builder().scale(INT16_SCALE).build();
    }

    /**
     * FunASR models (Paraformer, SenseVoice, FSMN-VAD): Hamming window, snipped edges, 20-8000 Hz,
     * samples of integer size. Frame stacking and normalisation follow as stages of their own.
     */
    public static FbankConfig funasr() {
        return new Builder()
                .scale(INT16_SCALE)
                .window(WindowShape.HAMMING)
                .framing(Framing.SNIP_EDGES)
                .frequencies(20, 0)
                .build();
    }

    /** NeMo models as the usual run time for the published exports feeds them: Kaldi's framing. */
    public static FbankConfig nemo(int bins) {
        return new Builder()
                .bins(bins)
                .window(WindowShape.HANN_PERIODIC)
                .melScale(MelScale.SLANEY)
                .frequencies(0, MODEL_RATE_HZ / 2)
                .removeDcOffset(false)
                .build();
    }

    /** NeMo models as they were trained: centred frames, pre-emphasis over the whole signal. */
    public static FbankConfig nemoOriginal(int bins) {
        return new Builder()
                .bins(bins)
                .window(WindowShape.HANN_SYMMETRIC)
                .framing(Framing.CENTRED_ZERO_EDGES)
                .melScale(MelScale.SLANEY)
                .frequencies(0, MODEL_RATE_HZ / 2)
                .compression(LogCompression.NATURAL_OFFSET)
                .removeDcOffset(false)
                .preemphasisOverSignal(true)
                .build();
    }

    /**
     * Whisper features as the usual run time for published streaming exports feeds them: Kaldi's
     * mirrored framing. They are log10 energies; {@link WhisperScaling} makes the rest.
     */
    public static FbankConfig whisper(int bins) {
        return new Builder()
                .bins(bins)
                .window(WindowShape.HANN_PERIODIC)
                .fftSize(400)
                .melScale(MelScale.SLANEY)
                .frequencies(0, MODEL_RATE_HZ / 2)
                .compression(LogCompression.DECIMAL_FLOORED)
                .removeDcOffset(false)
                .preemphasis(0)
                .build();
    }

    /** Whisper features as the models were trained: centred frames, reflected edges. */
    public static FbankConfig whisperOriginal(int bins) {
        return whisper(bins).toBuilder().framing(Framing.CENTRED_REFLECTED_EDGES).build();
    }

    /** Upper edge of the last filter in Hz, with an offset from half the sample rate resolved. */
    public double resolvedHighHz() {
        return highHz > 0 ? highHz : 0.5 * sampleRateHz + highHz;
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void require(boolean holds, String rule, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", is " + found);
        }
    }

    /** Collects the values of a configuration; starts as {@link FbankConfig#kaldiPovey}. */
    public static final class Builder {
        private static final double WINDOW_SECONDS = 0.025;
        private static final double HOP_SECONDS = 0.010;

        private int sampleRateHz = MODEL_RATE_HZ;
        private int windowSamples = (int) (MODEL_RATE_HZ * WINDOW_SECONDS);
        private int hopSamples = (int) (MODEL_RATE_HZ * HOP_SECONDS);
        private int fftSize = 512;
        private int bins = 80;
        private double lowHz = 20;
        private double highHz = -400;
        private WindowShape window = WindowShape.POVEY;
        private Framing framing = Framing.MIRRORED_EDGES;
        private MelScale melScale = MelScale.KALDI;
        private LogCompression compression = LogCompression.NATURAL_FLOORED;
        private float scale = 1;
        private boolean removeDcOffset = true;
        private float preemphasis = 0.97f;
        private boolean preemphasisOverSignal;
        private float dither;
        private long ditherSeed = 1;

        public Builder() {}

        private Builder(FbankConfig from) {
            sampleRateHz = from.sampleRateHz;
            windowSamples = from.windowSamples;
            hopSamples = from.hopSamples;
            fftSize = from.fftSize;
            bins = from.bins;
            lowHz = from.lowHz;
            highHz = from.highHz;
            window = from.window;
            framing = from.framing;
            melScale = from.melScale;
            compression = from.compression;
            scale = from.scale;
            removeDcOffset = from.removeDcOffset;
            preemphasis = from.preemphasis;
            preemphasisOverSignal = from.preemphasisOverSignal;
            dither = from.dither;
            ditherSeed = from.ditherSeed;
        }

        /**
         * Sets the rate, with frames of 25 ms every 10 ms, rounded down to whole samples, and the
         * least power of two that holds a frame.
         */
        public Builder sampleRateHz(int value) {
            sampleRateHz = value;
            windowSamples = (int) (value * WINDOW_SECONDS);
            hopSamples = (int) (value * HOP_SECONDS);
            fftSize = Integer.highestOneBit(Math.max(1, windowSamples - 1)) << 1;
            return this;
        }

        /** Sets frame length and hop, and the least power of two that holds a frame. */
        public Builder frames(int lengthSamples, int stepSamples) {
            windowSamples = lengthSamples;
            hopSamples = stepSamples;
            fftSize = Integer.highestOneBit(Math.max(1, lengthSamples - 1)) << 1;
            return this;
        }

        public Builder fftSize(int value) {
            fftSize = value;
            return this;
        }

        public Builder bins(int value) {
            bins = value;
            return this;
        }

        /**
         * Sets the range of the filters; an upper end of 0 or less counts from half the sample
         * rate.
         */
        public Builder frequencies(double fromHz, double toHz) {
            lowHz = fromHz;
            highHz = toHz;
            return this;
        }

        public Builder window(WindowShape value) {
            window = value;
            return this;
        }

        public Builder framing(Framing value) {
            framing = value;
            return this;
        }

        public Builder melScale(MelScale value) {
            melScale = value;
            return this;
        }

        public Builder compression(LogCompression value) {
            compression = value;
            return this;
        }

        public Builder scale(float value) {
            scale = value;
            return this;
        }

        public Builder removeDcOffset(boolean value) {
            removeDcOffset = value;
            return this;
        }

        public Builder preemphasis(float value) {
            preemphasis = value;
            return this;
        }

        public Builder preemphasisOverSignal(boolean value) {
            preemphasisOverSignal = value;
            return this;
        }

        /** Adds noise to each frame, the same for the same seed. */
        public Builder dither(float amplitude, long seed) {
            dither = amplitude;
            ditherSeed = seed;
            return this;
        }

        /**
         * @throws IllegalArgumentException when a value is impossible or contradicts another
         */
        public FbankConfig build() {
            return new FbankConfig(
                    sampleRateHz,
                    windowSamples,
                    hopSamples,
                    fftSize,
                    bins,
                    lowHz,
                    highHz,
                    window,
                    framing,
                    melScale,
                    compression,
                    scale,
                    removeDcOffset,
                    preemphasis,
                    preemphasisOverSignal,
                    dither,
                    ditherSeed);
        }
    }
}
