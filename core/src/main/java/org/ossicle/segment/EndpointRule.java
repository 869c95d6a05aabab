package org.ossicle.segment;

/**
 * One condition under which an utterance counts as finished.
 *
 * <p>Silence is the time without a new token, not the absence of sound. Immutable.
 *
 * @param mustContainSpeech whether the utterance must hold a token before the trailing silence
 * @param minTrailingSilenceSeconds least silence at the end, 0 or more
 * @param minUtteranceSeconds least length of the utterance, its trailing silence included, 0 or
 *     more
 */
public record EndpointRule(
        boolean mustContainSpeech, double minTrailingSilenceSeconds, double minUtteranceSeconds) {

    /**
     * @throws IllegalArgumentException if a duration is negative or not finite
     */
    public EndpointRule {
        Durations.require("minTrailingSilenceSeconds", minTrailingSilenceSeconds);
        Durations.require("minUtteranceSeconds", minUtteranceSeconds);
    }

    /** Whether this rule ends an utterance of this length. */
    boolean isMet(long utteranceMs, long trailingSilenceMs) {
        boolean containsSpeech = utteranceMs > trailingSilenceMs;
        return (containsSpeech || !mustContainSpeech)
                && trailingSilenceMs >= Durations.milliseconds(minTrailingSilenceSeconds)
                && utteranceMs >= Durations.milliseconds(minUtteranceSeconds);
    }
}
