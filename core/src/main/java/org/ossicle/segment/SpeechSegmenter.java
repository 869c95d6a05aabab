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
    private final long minSilence;
    private final long longSpeechMinSilence;
    private final long minSpeech;
    private final long maxSpeech;
    private final long limit;

    private long samples;
    private long likelySince;
    private long unlikelySince;
    private boolean speaking;
    private long start;
    private long end;

    /** A segmenter at the start of a stream. */
    public SpeechSegmenter(VoiceActivityOptions options) {
        int rate = options.sampleRateHz();
        this.windowSamples = options.windowSamples();
        this.threshold = options.threshold();
        this.minSilence = Durations.samples(options.minSilenceSeconds(), rate);
        this.longSpeechMinSilence =
                Math.min(minSilence, Durations.samples(LONG_SPEECH_MIN_SILENCE_SECONDS, rate));
        this.minSpeech = Durations.samples(options.minSpeechSeconds(), rate);
        this.maxSpeech = Durations.samples(options.maxSpeechSeconds(), rate);
        this.limit = Durations.samples(options.limitSeconds(), rate);
        reset();
    }

    /** Begins a new stream. */
    public void reset() {
        samples = 0;
        likelySince = NEVER;
        unlikelySince = NEVER;
        speaking = false;
        start = 0;
        end = 0;
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
        boolean isLong = speaking && samples - start > maxSpeech;
        float on = isLong ? Math.max(threshold, LONG_SPEECH_THRESHOLD) : threshold;
        samples += windowSamples;
        if (!speaking) {
            return listenForStart(probability >= on);
        }
        if (probability >= on) {
            unlikelySince = NEVER;
        } else if (probability < Math.max(on - HYSTERESIS, LOWEST_THRESHOLD)) {
            return listenForEnd(isLong ? longSpeechMinSilence : minSilence);
        }
        return samples - start >= limit ? endAt(samples) : SpeechChange.NONE;
    }

    private SpeechChange listenForStart(boolean likely) {
        if (!likely) {
            likelySince = NEVER;
            return SpeechChange.NONE;
        }
        if (likelySince == NEVER) {
            likelySince = samples;
        }
        if (samples - likelySince < minSpeech) {
            return SpeechChange.NONE;
        }
        start = Math.max(samples - 2L * windowSamples - minSpeech, end);
        unlikelySince = NEVER;
        speaking = true;
        return SpeechChange.STARTED;
    }

    private SpeechChange listenForEnd(long silence) {
        if (unlikelySince == NEVER) {
            unlikelySince = samples;
        }
        if (samples - unlikelySince >= silence) {
            likelySince = NEVER;
            return endAt(samples - silence);
        }
        return samples - start >= limit ? endAt(samples) : SpeechChange.NONE;
    }

    private SpeechChange endAt(long sample) {
        end = sample;
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
    public long segmentStart() {
        return start;
    }

    /** Sample after the last one of the segment that ended last. */
    public long segmentEnd() {
        return end;
    }
}
