package org.ossicle.decode;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * How much of the last while was speech that is none of the words.
 *
 * <p>In running speech every few seconds something sounds like a short word, while who gives a
 * command pauses before it or says another command. So the mean probability of other speech, of
 * frames that end a little before the present one, is added to what a word must reach.
 */
final class OtherSpeech {
    private final OtherSpeechOptions options;

    /** The probabilities of the last frames, in the place of frame % length. */
    private final float[] recent;

    private float share;

    OtherSpeech(OtherSpeechOptions options) {
        this.options = options;
        this.recent = new float[options.frames() + options.lagFrames()];
    }

    void restart() {
        Arrays.fill(recent, 0f);
        share = 0;
    }

    boolean is(int id) {
        return id == options.id();
    }

    /** Takes the probabilities of a frame, from {@code offset} on. */
    void take(long frame, float[] probabilities, int offset) {
        recent[place(frame)] = Math.min(1f, probabilities[offset + options.id()]);
        measure(frame);
    }

    private int place(long frame) {
        return (int) (frame % recent.length);
    }

    private void measure(long frame) {
        int oldest = place(frame + 1);
        float sum = 0;
        for (int i = 0; i < options.frames(); i++) {
            int from = oldest + i;
            sum += recent[from < recent.length ? from : from - recent.length];
        }
        share = sum / options.frames();
    }

    /** What a word must reach now whose own threshold is {@code threshold}. */
    float raised(float threshold) {
        return Math.max(threshold, Math.min(threshold + share, options.limit()));
    }

    void save(SnapshotWriter writer, long framesSeen) {
        for (int i = 0; i < recent.length; i++) {
            writer.putFloat(recent[place(framesSeen + i)]);
        }
    }

    void restore(SnapshotReader reader, long framesSeen) {
        for (int i = 0; i < recent.length; i++) {
            recent[place(framesSeen + i)] = reader.getFloat(0f, 1f);
        }
    }
}
