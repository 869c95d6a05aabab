package org.ossicle.segment;

/**
 * How probabilities of speech become segments. Immutable.
 *
 * @param sampleRateHz samples per second
 * @param windowSamples samples per probability
 * @param threshold probability from which a window counts as speech, over 0 and at most 1; once
 *     speech has begun, a window counts as silence when it falls 0.15 lower
 * @param minSilenceSeconds silence that ends a segment
 * @param minSpeechSeconds speech that begins one
 * @param maxSpeechSeconds length after which only very likely speech (0.9) counts and a pause of
 *     0.1 s is enough to cut
 * @param limitSeconds length at which a segment is cut even in the middle of speech
 */
public record VoiceActivityOptions(
        int sampleRateHz,
        int windowSamples,
        float threshold,
        double minSilenceSeconds,
        double minSpeechSeconds,
        double maxSpeechSeconds,
        double limitSeconds) {

    /**
     * @throws IllegalArgumentException if a value is outside its range, or the limit is not longer
     *     than the speech that begins a segment
     */
    public VoiceActivityOptions {
        if (sampleRateHz <= 0 || windowSamples <= 0) {
            throw new IllegalArgumentException(
                    "sampleRateHz and windowSamples must be above 0, are "
                            + sampleRateHz
                            + " and "
                            + windowSamples);
        }
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in (0, 1], is " + threshold);
        }
        Durations.require("minSilenceSeconds", minSilenceSeconds);
        Durations.require("minSpeechSeconds", minSpeechSeconds);
        Durations.require("maxSpeechSeconds", maxSpeechSeconds);
        Durations.require("limitSeconds", limitSeconds);
        if (limitSeconds <= minSpeechSeconds + 2.0 * windowSamples / sampleRateHz) {
            throw new IllegalArgumentException(
                    "limitSeconds must leave room for the start of a segment, is " + limitSeconds);
        }
    }

    /** The usual values: 0.5, silence 0.5 s, speech 0.25 s, at most 20 s and never over 60 s. */
    public static VoiceActivityOptions standard(int sampleRateHz, int windowSamples) {
        return new VoiceActivityOptions(sampleRateHz, windowSamples, 0.5f, 0.5, 0.25, 20, 60);
    }
}
