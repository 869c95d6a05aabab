package org.ossicle.segment;

import org.ossicle.error.EngineException;

/**
 * Turns one probability of speech per window into segments of speech.
 *
 * <p>A segment begins when the probability has stayed over the threshold for the least speech; its
 * start is moved back by that time and two windows, so that a soft onset is not lost, but not into
 * the segment before. It ends when the probability has been low for the least silence, which is not
 * part of it. Allocates nothing.
 */
public final class SpeechSegmenter {
    private static final float HYSTERESIS = 0.15f;
    private static final float LOWEST_THRESHOLD = 0.01f;
    private static final float LONG_SPEECH_THRESHOLD = 0.9f;
    private static final double LONG_SPEECH_MIN_SILENCE_SECONDS = 0.1;
    private static final long NEVER = -1;

    private final int windowSamples;
    private final float threshold;
    private final long minSilenceSamples;
    private final long longSpeechMinSilenceSamples;
    private final long minSpeechSamples;
    private final long maxSpeechSamples;
    private final long limitSamples;

    private long samples;
    private long likelySince;
    private long unlikelySince;
    private boolean speaking;
    private long startSample;
    private long endSample;

    /** A segmenter at the start of a stream. */
    public SpeechSegmenter(VoiceActivityOptions options) {
        int rateHz = options.sampleRateHz();
        this.windowSamples = options.windowSamples();
        this.threshold = options.threshold();
        this.minSilenceSamples = Durations.samples(options.minSilenceSeconds(), rateHz);
        this.longSpeechMinSilenceSamples =
                Math.min(
                        minSilenceSamples,
                        Durations.samples(LONG_SPEECH_MIN_SILENCE_SECONDS, rateHz));
        this.minSpeechSamples = Durations.samples(options.minSpeechSeconds(), rateHz);
        this.maxSpeechSamples = Durations.samples(options.maxSpeechSeconds(), rateHz);
        this.limitSamples = Durations.samples(options.limitSeconds(), rateHz);
        reset();
    }

    /** Begins a new stream. */
    public void reset() {
        samples = 0;
        likelySince = NEVER;
        unlikelySince = NEVER;
        speaking = false;
        startSample = 0;
        endSample = 0;
    }

    /**
     * Takes the probability of the next window.
     *
     * @throws EngineException if it is not a number from 0 to 1; the window does not count then
     */
    public SpeechChange accept(float probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new EngineException(
                    "speech probability at sample " + samples,
                    "a number from 0 to 1",
                    String.valueOf(probability),
                    "check the voice activity model and the samples fed to it");
        }
        boolean isLong = speaking && samples - startSample > maxSpeechSamples;
        float on = isLong ? Math.max(threshold, LONG_SPEECH_THRESHOLD) : threshold;
        samples += windowSamples;
        if (!speaking) {
            return listenForStart(probability >= on);
        }
        if (probability >= on) {
            unlikelySince = NEVER;
        } else if (probability < Math.max(on - HYSTERESIS, LOWEST_THRESHOLD)) {
            return listenForEnd(isLong ? longSpeechMinSilenceSamples : minSilenceSamples);
        }
        return samples - startSample >= limitSamples ? endAt(samples) : SpeechChange.NONE;
    }

    private SpeechChange listenForStart(boolean likely) {
        if (!likely) {
            likelySince = NEVER;
            return SpeechChange.NONE;
        }
        if (likelySince == NEVER) {
            likelySince = samples;
        }
        if (samples - likelySince < minSpeechSamples) {
            return SpeechChange.NONE;
        }
        startSample = Math.max(samples - 2L * windowSamples - minSpeechSamples, endSample);
        unlikelySince = NEVER;
        speaking = true;
        return SpeechChange.STARTED;
    }

    private SpeechChange listenForEnd(long silenceSamples) {
        if (unlikelySince == NEVER) {
            unlikelySince = samples;
        }
        if (samples - unlikelySince >= silenceSamples) {
            likelySince = NEVER;
            return endAt(samples - silenceSamples);
        }
        return samples - startSample >= limitSamples ? endAt(samples) : SpeechChange.NONE;
    }

    private SpeechChange endAt(long sample) {
        endSample = sample;
        speaking = false;
        return SpeechChange.ENDED;
    }

    /**
     * Ends the stream, and the segment that is going on, if one is.
     *
     * @param streamSamples length of the stream, for a last window that was padded
     */
    public SpeechChange finish(long streamSamples) {
        likelySince = NEVER;
        return speaking ? endAt(Math.min(samples, streamSamples)) : SpeechChange.NONE;
    }

    /** Whether a segment is going on. */
    public boolean isSpeaking() {
        return speaking;
    }

    /** First sample of the segment that is going on, or of the last one. */
    public long segmentStartSample() {
        return startSample;
    }

    /** Sample after the last one of the segment that ended last. */
    public long segmentEndSample() {
        return endSample;
    }
}
