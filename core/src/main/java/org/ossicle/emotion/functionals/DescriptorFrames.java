package org.ossicle.emotion.functionals;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.ossicle.audio.SampleCheck;
import org.ossicle.audio.SampleRing;
import org.ossicle.features.OnlineFrames;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Descriptors of a stream of samples at 16 kHz: frame i is of samples 160 i to 160 i + 639. A frame
 * is computed when it is copied, so that frames nobody asks for, as those without speech, cost next
 * to nothing.
 *
 * <p>For one owner. Nothing is allocated after construction.
 */
public final class DescriptorFrames implements OnlineFrames {
    /** Rate of the samples. */
    public static final int SAMPLE_RATE_HZ = Descriptors.SAMPLE_RATE_HZ;

    /** Floats per frame. */
    public static final int DIM = Descriptors.COUNT;

    private final FrameDescriptors descriptors = new FrameDescriptors();
    private final SampleRing samples;
    private final float[] frame = new float[Descriptors.FRAME_SAMPLES];
    private final float[] row = new float[DIM];
    private long first;
    private boolean inputFinished;

    /**
     * @param capacityFrames most frames held at a time, at least 1
     */
    public DescriptorFrames(int capacityFrames) {
        if (capacityFrames < 1) {
            throw new IllegalArgumentException(
                    "capacityFrames must be positive, is " + capacityFrames);
        }
        int samplesHeld =
                Descriptors.FRAME_SAMPLES + (capacityFrames - 1) * Descriptors.HOP_SAMPLES;
        this.samples = new SampleRing(samplesHeld);
    }

    @Override
    public int accept(float[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (inputFinished) {
            throw new IllegalStateException(
                    "no samples are taken after inputFinished; reset first");
        }
        SampleCheck.requireFinite("DescriptorFrames.accept", src, offset, length, samples.end());
        int taken = Math.min(length, samples.free());
        samples.append(src, offset, taken);
        return taken;
    }

    @Override
    public void inputFinished() {
        inputFinished = true;
    }

    @Override
    public void reset() {
        inputFinished = false;
        first = 0;
        samples.reset();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("descriptors");
        writer.putBoolean(inputFinished);
        writer.putLong(first);
        samples.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("descriptors");
        inputFinished = reader.getBoolean();
        first = reader.getPosition();
        samples.restore(reader);
        long needed = Math.min(first * Descriptors.HOP_SAMPLES, samples.end());
        reader.require(
                first <= framesReady() && samples.begin() == needed,
                "samples from " + needed + " on",
                samples.begin());
    }

    @Override
    public int dim() {
        return DIM;
    }

    @Override
    public long firstFrame() {
        return first;
    }

    @Override
    public long framesReady() {
        long reach = samples.end() - Descriptors.FRAME_SAMPLES;
        return reach < 0 ? 0 : 1 + reach / Descriptors.HOP_SAMPLES;
    }

    @Override
    public boolean isFinished() {
        return inputFinished;
    }

    @Override
    public void copyFrames(long from, int count, float[] dst, int offset) {
        requireHeld(from, count);
        Objects.checkFromIndexSize(offset, (long) count * DIM, (long) dst.length);
        for (int i = 0; i < count; i++) {
            compute(from + i, dst, offset + i * DIM);
        }
    }

    @Override
    public void copyFrames(long from, int count, FloatBuffer dst, int index) {
        requireHeld(from, count);
        Objects.checkFromIndexSize(index, (long) count * DIM, (long) dst.limit());
        for (int i = 0; i < count; i++) {
            compute(from + i, row, 0);
            dst.put(index + i * DIM, row, 0, DIM);
        }
    }

    private void compute(long number, float[] dst, int offset) {
        samples.copy(number * Descriptors.HOP_SAMPLES, frame, 0, Descriptors.FRAME_SAMPLES);
        descriptors.of(frame, dst, offset);
    }

    @Override
    public void discardBefore(long number) {
        first = Math.max(first, Math.min(number, framesReady()));
        samples.discardBefore(first * Descriptors.HOP_SAMPLES);
    }

    private void requireHeld(long from, int count) {
        if (count < 0 || from < first || from > framesReady() - count) {
            throw new IndexOutOfBoundsException(
                    "frames "
                            + from
                            + " to "
                            + (from + count - 1)
                            + " are not among those held, "
                            + first
                            + " to "
                            + (framesReady() - 1));
        }
    }
}
