package org.ossicle.emotion;

import java.util.Objects;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Gathers frames of speech into overlapping windows.
 *
 * <p>Frames carry their number in the stream, so that pauses show as gaps between the numbers: a
 * short pause is left out of the window, a long one starts a new window. A window that is not full
 * yet is filled by repeating its frames from the oldest on, which is how the model was trained.
 */
public final class SlidingWindow {
    private static final long NEVER = -1;

    private final WindowOptions options;
    private final int features;
    private final int capacity;
    private final float[] ring;
    private final long[] numbers;
    private int held;
    private int next;
    private int sinceWindow;
    private boolean begun;
    private long last;

    /** A window at the start of a stream. */
    public SlidingWindow(WindowOptions options) {
        this.options = options;
        this.features = options.frameFeatures();
        this.capacity = options.windowFrames();
        this.ring = new float[options.windowFloats()];
        this.numbers = new long[capacity];
        reset();
    }

    /** Begins a new stream. */
    public void reset() {
        startAfresh();
        last = NEVER;
    }

    private void startAfresh() {
        held = 0;
        next = 0;
        sinceWindow = 0;
        begun = false;
    }

    /**
     * Takes the next frame of speech.
     *
     * @param number of the frame in the stream, larger than that of the frame before
     * @param frame holds its features from {@code offset} on
     * @return whether a window is due
     * @throws IllegalArgumentException if the number does not grow
     */
    public boolean accept(long number, float[] frame, int offset) {
        Objects.checkFromIndexSize(offset, features, frame.length);
        if (number <= last) {
            throw new IllegalArgumentException(
                    "frame numbers must grow, came " + number + " after " + last);
        }
        if (last != NEVER && number - last - 1 > options.maxGapFrames()) {
            startAfresh();
        }
        last = number;
        System.arraycopy(frame, offset, ring, next * features, features);
        numbers[next] = number;
        next = next + 1 == capacity ? 0 : next + 1;
        held = Math.min(held + 1, capacity);
        sinceWindow++;
        int wait = begun ? options.hopFrames() : options.minFrames();
        if (sinceWindow < wait) {
            return false;
        }
        begun = true;
        sinceWindow = 0;
        return true;
    }

    /**
     * The speech has come to an end.
     *
     * @return whether a last window is due: one was never given for this stretch of speech though
     *     half the least number of frames is there, or half a hop has come since the last one
     */
    public boolean finish() {
        int wanted = begun ? options.hopFrames() : options.minFrames();
        boolean due = sinceWindow > 0 && 2 * sinceWindow >= wanted;
        if (due) {
            begun = true;
            sinceWindow = 0;
        }
        return due;
    }

    /** Frames held, at most those of a window. */
    public int framesHeld() {
        return held;
    }

    /**
     * Number of the oldest frame held.
     *
     * @throws IllegalStateException if none is
     */
    public long firstFrame() {
        requireFrames();
        return numbers[oldest()];
    }

    /**
     * Number of the frame that came last.
     *
     * @throws IllegalStateException if none has
     */
    public long lastFrame() {
        requireFrames();
        return last;
    }

    /**
     * Writes a full window, the oldest frame first.
     *
     * @param window as long as {@link WindowOptions#windowFloats}
     * @throws IllegalStateException if no frame is held
     */
    public void copyTo(float[] window) {
        requireFrames();
        int first = oldest() * features;
        int floats = held * features;
        int untilEnd = Math.min(floats, ring.length - first);
        System.arraycopy(ring, first, window, 0, untilEnd);
        System.arraycopy(ring, 0, window, untilEnd, floats - untilEnd);
        for (int filled = floats; filled < ring.length; ) {
            int copied = Math.min(filled, ring.length - filled);
            System.arraycopy(window, 0, window, filled, copied);
            filled += copied;
        }
    }

    /** Writes the frames held and where the next window stands. */
    void save(SnapshotWriter writer) {
        writer.section("window");
        writer.putLong(last);
        writer.putInt(sinceWindow);
        writer.putBoolean(begun);
        writer.putInt(held);
        for (int i = 0; i < held; i++) {
            int frame = (oldest() + i) % capacity;
            writer.putLong(numbers[frame]);
            writer.putFloats(ring, frame * features, features);
        }
    }

    /**
     * Takes over what {@link #save} of a window of the same options wrote.
     *
     * @param nextFrame number of a frame later than all that were taken
     */
    void restore(SnapshotReader reader, long nextFrame) {
        reader.section("window");
        last = reader.getLong(NEVER, nextFrame - 1);
        sinceWindow = reader.getInt(0, Integer.MAX_VALUE / 2);
        begun = reader.getBoolean();
        held = reader.getInt(0, capacity);
        next = held % capacity;
        long number = NEVER;
        for (int i = 0; i < held; i++) {
            number = reader.getLong(number + 1, last);
            numbers[i] = number;
            reader.getFloats(ring, i * features, features);
        }
        reader.require(held == 0 || number == last, "frame " + last + " as the latest", number);
        reader.require(held > 0 || sinceWindow == 0, "frames", "none");
    }

    private int oldest() {
        return held < capacity ? 0 : next;
    }

    private void requireFrames() {
        if (held == 0) {
            throw new IllegalStateException("the window holds no frame");
        }
    }
}
