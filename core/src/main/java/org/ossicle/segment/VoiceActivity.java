package org.ossicle.segment;

import java.util.Arrays;
import java.util.Objects;

/**
 * Finds speech in a stream of samples: cuts it into windows, has each scored and tells a listener
 * where segments begin and end. Allocates nothing while it is fed.
 */
public final class VoiceActivity {
    private final SpeechScorer scorer;
    private final SpeechListener listener;
    private final SpeechSegmenter segmenter;
    private final float[] window;
    private int filled;
    private long samples;

    /** A detector at the start of a stream. */
    public VoiceActivity(
            VoiceActivityOptions options, SpeechScorer scorer, SpeechListener listener) {
        this.scorer = scorer;
        this.listener = listener;
        this.segmenter = new SpeechSegmenter(options);
        this.window = new float[options.windowSamples()];
    }

    /**
     * Takes the next samples, any number of them, at the rate of the options.
     *
     * @throws org.ossicle.error.EngineException if the scorer gives no probability
     */
    public void accept(float[] pcm, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, pcm.length);
        int at = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, window.length - filled);
            System.arraycopy(pcm, at, window, filled, taken);
            filled += taken;
            samples += taken;
            at += taken;
            left -= taken;
            if (filled == window.length) {
                score();
            }
        }
    }

    private void score() {
        filled = 0;
        tell(segmenter.accept(scorer.speechProbability(window)));
    }

    private void tell(SpeechChange change) {
        if (change == SpeechChange.STARTED) {
            listener.speechStarted(segmenter.segmentStartSample());
        } else if (change == SpeechChange.ENDED) {
            listener.speechEnded(segmenter.segmentStartSample(), segmenter.segmentEndSample());
        }
    }

    /**
     * Ends the stream: scores the last, incomplete window and ends the segment that is going on.
     */
    public void finish() {
        if (filled > 0) {
            Arrays.fill(window, filled, window.length, 0f);
            score();
        }
        tell(segmenter.finish(samples));
    }

    /** Begins a new stream. The scorer's own memory is its owner's to reset. */
    public void reset() {
        filled = 0;
        samples = 0;
        segmenter.reset();
    }

    /** Whether a segment is going on. */
    public boolean isSpeaking() {
        return segmenter.isSpeaking();
    }
}
