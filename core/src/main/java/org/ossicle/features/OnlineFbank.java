package org.ossicle.features;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.ossicle.audio.SampleCheck;
import org.ossicle.audio.SampleRing;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Log-mel features of one stream of mono samples. The features do not depend on how the samples
 * were cut into calls, to the bit. A frame appears when its last sample has arrived; {@link
 * #inputFinished} brings those that reach past the end of the signal, as the {@link Framing} says.
 *
 * <p>At most {@code capacityFrames} frames are held at a time. When they are all taken and none has
 * been discarded, {@link #accept} takes fewer samples than it was offered: copy frames, {@link
 * #discardBefore discard} them, and offer the rest again.
 *
 * <p>For one owner. Nothing is allocated after construction.
 */
public final class OnlineFbank implements OnlineFrames {
    private static final int HOPS_AHEAD = 8;

    private final FbankConfig config;
    private final FrameGrid grid;
    private final FrameFeatures features;
    private final FrameStore frames;
    private final SampleRing samples;

    /** One frame of samples from index 1 on, after the sample before it. */
    private final float[] frame;

    private boolean inputFinished;

    /**
     * @param capacityFrames most frames held at a time, at least 1
     */
    public OnlineFbank(FbankConfig config, int capacityFrames) {
        if (capacityFrames < 1) {
            throw new IllegalArgumentException(
                    "capacityFrames must be positive, is " + capacityFrames);
        }
        this.config = config;
        int window = config.windowSamples();
        int hop = config.hopSamples();
        this.grid = new FrameGrid(config.framing(), window, hop);
        this.features = new FrameFeatures(config);
        this.frames = new FrameStore(config.bins(), capacityFrames);
        this.samples = new SampleRing(1 + window + HOPS_AHEAD * hop);
        this.frame = new float[1 + window];
    }

    public FbankConfig config() {
        return config;
    }

    /** Takes samples at {@code config().sampleRateHz()}; see {@link OnlineFrames#accept}. */
    @Override
    public int accept(float[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (inputFinished) {
            throw new IllegalStateException(
                    "no samples are taken after inputFinished; reset first");
        }
        SampleCheck.requireFinite("OnlineFbank.accept", src, offset, length, samples.end());
        int taken = 0;
        while (taken < length) {
            int block = Math.min(length - taken, samples.free());
            if (block == 0) {
                break;
            }
            samples.append(src, offset + taken, block);
            taken += block;
            computeFrames();
        }
        return taken;
    }

    @Override
    public void inputFinished() {
        inputFinished = true;
        computeFrames();
    }

    /** Forgets the signal and all frames; numbering and dither start anew. */
    @Override
    public void reset() {
        inputFinished = false;
        samples.reset();
        frames.reset();
        features.reset();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("log-mels");
        writer.putBoolean(inputFinished);
        writer.putLong(features.ditherPosition());
        samples.save(writer);
        frames.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("log-mels");
        inputFinished = reader.getBoolean();
        features.seekDither(reader.getLong());
        samples.restore(reader);
        frames.restore(reader);
        long total = samples.end();
        long ready = inputFinished ? grid.finalFrames(total) : grid.completeFrames(total);
        reader.require(frames.end() <= ready, "at most " + ready + " frames", frames.end());
        long needed = Math.max(0, Math.min(grid.start(frames.end()) - 1, total));
        reader.require(
                samples.begin() == needed, "samples from " + needed + " on", samples.begin());
        computeFrames();
    }

    /** Samples taken since the signal began. */
    public long samplesTaken() {
        return samples.end();
    }

    @Override
    public int dim() {
        return config.bins();
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
        return inputFinished && frames.end() == grid.finalFrames(samples.end());
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

    private void computeFrames() {
        long total = samples.end();
        long ready = inputFinished ? grid.finalFrames(total) : grid.completeFrames(total);
        while (frames.end() < ready && !frames.isFull()) {
            computeFrame(frames.end(), total);
            frames.commit();
        }
        samples.discardBefore(grid.start(frames.end()) - 1);
    }

    private void computeFrame(long number, long total) {
        int window = config.windowSamples();
        long start = grid.start(number);
        int tail = (int) Math.max(0, Math.min(window, start + window - total));
        if (start >= 0 && tail == 0) {
            samples.copy(start, frame, 1, window);
        } else {
            for (int i = 0; i < window; i++) {
                long source = grid.source(start + i, total);
                frame[1 + i] = source == FrameGrid.SILENCE ? 0 : samples.get(source);
            }
        }
        boolean before = config.preemphasisOverSignal();
        frame[0] = before && start > 0 && start <= total ? samples.get(start - 1) : 0;
        features.compute(frame, before, before ? tail : 0, frames.data(), frames.nextOffset());
    }
}
