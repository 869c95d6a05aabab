package org.ossicle.features;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.ossicle.audio.SampleCheck;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * The samples themselves as frames, one hop after the other without overlap, for models that take
 * the waveform. What does not fill a hop at the end of the signal is left out.
 *
 * <p>For one owner. Nothing is allocated after construction.
 */
public final class SampleFrames implements OnlineFrames {
    private final int hop;
    private final float scale;
    private final FrameStore frames;
    private int filled;
    private boolean inputFinished;

    /**
     * @param hopSamples samples per frame, at least 1
     * @param scale factor on the samples: 1, or 32768 for models trained on integers
     * @param capacityFrames most frames held at a time, at least 1
     */
    public SampleFrames(int hopSamples, float scale, int capacityFrames) {
        if (hopSamples < 1 || capacityFrames < 1) {
            throw new IllegalArgumentException(
                    "hopSamples and capacityFrames must be positive, are "
                            + hopSamples
                            + " and "
                            + capacityFrames);
        }
        this.hop = hopSamples;
        this.scale = scale;
        this.frames = new FrameStore(hopSamples, capacityFrames);
    }

    @Override
    public int accept(float[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (inputFinished) {
            throw new IllegalStateException(
                    "no samples are taken after inputFinished; reset first");
        }
        long position = frames.end() * hop + filled;
        SampleCheck.requireFinite("SampleFrames.accept", src, offset, length, position);
        int taken = 0;
        while (taken < length && !frames.isFull()) {
            int block = Math.min(length - taken, hop - filled);
            float[] data = frames.data();
            int at = frames.nextOffset() + filled;
            for (int i = 0; i < block; i++) {
                data[at + i] = scale * src[offset + taken + i];
            }
            taken += block;
            filled += block;
            if (filled == hop) {
                frames.commit();
                filled = 0;
            }
        }
        return taken;
    }

    @Override
    public void inputFinished() {
        inputFinished = true;
    }

    @Override
    public void reset() {
        inputFinished = false;
        filled = 0;
        frames.reset();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("sample frames");
        writer.putBoolean(inputFinished);
        frames.save(writer);
        writer.putInt(filled);
        writer.putFloats(frames.data(), frames.nextOffset(), filled);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("sample frames");
        inputFinished = reader.getBoolean();
        frames.restore(reader);
        filled = reader.getInt(0, hop - 1);
        reader.require(filled == 0 || !frames.isFull(), "room for a frame", filled);
        reader.getFloats(frames.data(), frames.nextOffset(), filled);
    }

    @Override
    public int dim() {
        return hop;
    }

    @Override
    public long firstFrame() {
        return frames.begin();
    }

    @Override
    public long framesReady() {
        return frames.end();
    }

    @Override
    public boolean isFinished() {
        return inputFinished;
    }

    @Override
    public void copyFrames(long first, int count, float[] dst, int offset) {
        frames.copy(first, count, dst, offset);
    }

    @Override
    public void copyFrames(long first, int count, FloatBuffer dst, int index) {
        frames.copy(first, count, dst, index);
    }

    @Override
    public void discardBefore(long frame) {
        frames.discardBefore(frame);
    }
}
