package org.ossicle.features;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.ossicle.audio.Resampler;
import org.ossicle.audio.SampleCheck;
import org.ossicle.audio.SampleRing;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * What a voice detector needs, every 10 ms: how loud it is and how periodic. Frame i is centred in
 * the i-th stretch of 10 ms and looks at about 57 ms around; outside the signal is silence.
 *
 * <p>For one owner. Nothing is allocated after construction.
 */
public final class VoicingFrames implements OnlineFrames {
    /** Index in a frame of the level in decibels of full scale, -100 to about 0. */
    public static final int LEVEL_DB = 0;

    /** Index in a frame of the periodicity, 0 to 1. */
    public static final int PERIODICITY = 1;

    private static final int DIM = 2;
    private static final int HOP = Periodicity.RATE_HZ / 100;
    private static final int BLOCK_MS = 20;

    /** Pole of the filter that takes out direct current and steps of it: a corner of 64 Hz. */
    private static final float POLE = 0.9f;

    private final Resampler resampler;
    private final float[] resampled;
    private final int block;
    private final SampleRing samples;
    private final float[] span = new float[Periodicity.SPAN];
    private final Periodicity periodicity = new Periodicity();
    private final FrameStore frames;
    private float lastIn;
    private float lastOut;
    private long taken;
    private boolean inputFinished;

    /**
     * @param sampleRateHz of the samples
     * @param capacityFrames most frames held at a time, at least 1
     * @throws org.ossicle.error.AudioException if the rate is outside the range of PcmFormat
     */
    public VoicingFrames(int sampleRateHz, int capacityFrames) {
        if (capacityFrames < 1) {
            throw new IllegalArgumentException(
                    "capacityFrames must be positive, is " + capacityFrames);
        }
        this.resampler = new Resampler(sampleRateHz, Periodicity.RATE_HZ);
        this.block = Math.max(1, sampleRateHz * BLOCK_MS / 1000);
        this.resampled = new float[resampler.blockBound(block)];
        this.samples = new SampleRing(Periodicity.SPAN + HOP + 2 * resampled.length);
        this.frames = new FrameStore(DIM, capacityFrames);
    }

    @Override
    public int accept(float[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (inputFinished) {
            throw new IllegalStateException(
                    "no samples are taken after inputFinished; reset first");
        }
        SampleCheck.requireFinite("VoicingFrames.accept", src, offset, length, taken);
        int done = 0;
        while (done < length && samples.free() >= resampled.length) {
            int count = Math.min(block, length - done);
            int given = resampler.process(src, offset + done, count, resampled, 0);
            append(given);
            done += count;
            computeFrames();
        }
        taken += done;
        return done;
    }

    @Override
    public void inputFinished() {
        if (!inputFinished) {
            inputFinished = true;
            int given = resampler.flush(resampled, 0);
            append(given);
        }
        computeFrames();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            float in = resampled[i];
            lastOut = in - lastIn + POLE * lastOut;
            lastIn = in;
            resampled[i] = lastOut;
        }
        samples.append(resampled, 0, count);
    }

    private void computeFrames() {
        while (frames.end() < completeFrames() && !frames.isFull()) {
            computeFrame(start(frames.end()));
            frames.commit();
            samples.discardBefore(start(frames.end()));
        }
    }

    private static long start(long frame) {
        return frame * HOP + HOP / 2 - Periodicity.SPAN / 2;
    }

    private long completeFrames() {
        long end = samples.end();
        long reach = end - start(0) - Periodicity.SPAN;
        return inputFinished ? end / HOP : reach < 0 ? 0 : 1 + reach / HOP;
    }

    private void computeFrame(long start) {
        int silentHead = (int) Math.max(0, -start);
        long sounding = Math.min(samples.end() - start, Periodicity.SPAN);
        int end = (int) Math.max(silentHead, sounding);
        java.util.Arrays.fill(span, 0, silentHead, 0f);
        samples.copy(start + silentHead, span, silentHead, end - silentHead);
        java.util.Arrays.fill(span, end, Periodicity.SPAN, 0f);
        int at = frames.nextOffset();
        frames.data()[at + PERIODICITY] = periodicity.of(span);
        frames.data()[at + LEVEL_DB] = Periodicity.levelDb(span);
    }

    @Override
    public void reset() {
        inputFinished = false;
        taken = 0;
        lastIn = 0;
        lastOut = 0;
        resampler.reset();
        samples.reset();
        frames.reset();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("voicing");
        writer.putBoolean(inputFinished);
        writer.putLong(taken);
        writer.putFloat(lastIn);
        writer.putFloat(lastOut);
        resampler.save(writer);
        samples.save(writer);
        frames.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("voicing");
        inputFinished = reader.getBoolean();
        taken = reader.getPosition();
        lastIn = reader.getFloat(-Float.MAX_VALUE, Float.MAX_VALUE);
        lastOut = reader.getFloat(-Float.MAX_VALUE, Float.MAX_VALUE);
        resampler.restore(reader);
        samples.restore(reader);
        frames.restore(reader);
        long complete = completeFrames();
        boolean allThere = frames.end() == complete || frames.end() < complete && frames.isFull();
        reader.require(allThere, complete + " frames", frames.end());
        long needed = Math.max(0, Math.min(start(frames.end()), samples.end()));
        reader.require(
                samples.begin() == needed, "samples from " + needed + " on", samples.begin());
    }

    @Override
    public int dim() {
        return DIM;
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
        return inputFinished && frames.end() == completeFrames();
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
        computeFrames();
    }
}
