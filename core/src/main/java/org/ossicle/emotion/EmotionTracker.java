package org.ossicle.emotion;

import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Follows the emotion of a stream: frames of speech in, scores of windows and anger out. Of a
 * stretch of speech too short for a window there is one score, whose best emotion is unknown. A
 * window that the scorer takes for no voice counts as silence.
 */
public final class EmotionTracker {
    private final double frameSeconds;
    private final int leastFrames;
    private final EmotionScorer scorer;
    private final EmotionHead head;
    private final AngerScore anger;
    private final EmotionListener listener;
    private final SlidingWindow window;
    private final float[] features;
    private final float[] scores;
    private final EmotionScores result;

    /**
     * A tracker at the start of a stream.
     *
     * @param frameSeconds from one frame to the next, over 0
     * @param anger at its start; the tracker feeds it
     * @throws IllegalArgumentException if {@code frameSeconds} is not above 0
     */
    public EmotionTracker(
            WindowOptions options,
            double frameSeconds,
            EmotionScorer scorer,
            EmotionHead head,
            AngerScore anger,
            EmotionListener listener) {
        if (!(frameSeconds > 0) || Double.isInfinite(frameSeconds)) {
            throw new IllegalArgumentException("frameSeconds must be above 0, is " + frameSeconds);
        }
        this.frameSeconds = frameSeconds;
        this.leastFrames = options.minFrames();
        this.scorer = scorer;
        this.head = head;
        this.anger = anger;
        this.listener = listener;
        this.window = new SlidingWindow(options);
        this.features = new float[options.windowFloats()];
        this.scores = new float[head.labels().size()];
        this.result = new EmotionScores(head.labels());
    }

    /**
     * Takes the next frame in which somebody speaks.
     *
     * @param number of the frame in the stream, larger than that of the frame before
     * @param frame holds its features from {@code offset} on
     * @throws org.ossicle.error.EngineException if the scorer gives no finite scores
     */
    public void accept(long number, float[] frame, int offset) {
        if (window.accept(number, frame, offset)) {
            score();
        }
    }

    /**
     * Says that the stretch of speech is over: what came since the last window is scored if it is
     * enough.
     */
    public void speechEnded() {
        if (window.finish()) {
            score();
        }
    }

    /**
     * Says that nobody speaks.
     *
     * @param number of a frame without speech, larger than that of the last frame of speech
     */
    public void silence(long number) {
        double now = endOf(number);
        tell(anger.silence(now), now);
    }

    private void score() {
        window.copyTo(features);
        boolean voice = scorer.score(features, window.framesHeld(), scores);
        double now = endOf(window.lastFrame());
        if (!voice) {
            tell(anger.silence(now), now);
            return;
        }
        head.apply(scores, result);
        if (window.framesHeld() < leastFrames) {
            result.doubt();
        }
        AngerChange change = anger.accept(result.anger(), now);
        listener.windowScored(window.firstFrame() * frameSeconds, now, result, anger);
        tell(change, now);
    }

    private void tell(AngerChange change, double now) {
        if (change != AngerChange.NONE) {
            listener.angerChanged(change, now, anger);
        }
    }

    private double endOf(long frame) {
        return (frame + 1) * frameSeconds;
    }

    /** The scores of the last window; equally likely and unknown before the first. */
    public EmotionScores scores() {
        return result;
    }

    /** The level of anger now. */
    public AngerScore anger() {
        return anger;
    }

    /** Writes what later windows need, the scores of the last one and the level of anger. */
    public void save(SnapshotWriter writer) {
        window.save(writer);
        anger.save(writer);
        result.save(writer);
    }

    /**
     * Takes over what {@link #save} of a tracker of the same options wrote.
     *
     * @param nextFrame number of the next frame that will come
     * @throws org.ossicle.error.SnapshotException if it cannot have been written; the tracker must
     *     be reset then
     */
    public void restore(SnapshotReader reader, long nextFrame) {
        window.restore(reader, nextFrame);
        anger.restore(reader, nextFrame * frameSeconds);
        result.restore(reader);
    }

    /** Begins a new stream, the score of anger with it. The scorer's memory is its owner's. */
    public void reset() {
        window.reset();
        anger.reset();
        result.clear();
    }
}
