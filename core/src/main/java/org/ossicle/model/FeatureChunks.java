package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.features.FbankConfig;
import org.ossicle.features.OnlineFbank;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;
import org.ossicle.stream.ChunkSchedule;

/** One stream of samples as the chunks of log-mels that a network takes one after the other. */
final class FeatureChunks {
    private static final int FRAMES_PER_SLICE = RecognizerPipeline.MAX_SLICE_MS / 10;

    /** No frame is the last one yet; the features then never reach it. */
    private static final long NOT_FINISHED = -1;

    private final ChunkSchedule schedule;
    private final int tailFrames;
    private final OnlineFbank fbank;
    private final float[] silence;

    private long taken;

    /** The frames that the padded stream has in all, once it has ended. */
    private long lastFrame = NOT_FINISHED;

    /**
     * @param tailFrames frames of silence after the end of the sound that a chunk must still see
     */
    FeatureChunks(FbankConfig config, ChunkSchedule schedule, int tailFrames) {
        this.schedule = schedule;
        this.tailFrames = tailFrames;
        this.fbank = new OnlineFbank(config, schedule.chunkFrames() + 2 * FRAMES_PER_SLICE);
        this.silence = new float[config.hopSamples()];
    }

    /**
     * Takes at most {@link RecognizerPipeline#MAX_SLICE_MS} of sound.
     *
     * @throws IllegalStateException if whole chunks of the sound before are still here
     */
    void accept(float[] samples, int offset, int length) {
        int accepted = fbank.accept(samples, offset, length);
        if (accepted != length) {
            throw new IllegalStateException(
                    "step until WAITING before the next slice: took " + accepted + " of " + length);
        }
    }

    /** No sound follows: the rest is filled up with silence. */
    void finish() {
        int hop = silence.length;
        long frames = (fbank.samplesTaken() + hop / 2) / hop;
        lastFrame = frames + schedule.paddingFrames(frames, tailFrames);
    }

    /** Whether a whole chunk is here. */
    boolean isReady() {
        while (!schedule.isReady(taken, fbank.framesReady())) {
            if (fbank.framesReady() >= lastFrame) {
                return false;
            }
            fbank.accept(silence, 0, silence.length);
        }
        return true;
    }

    /** Copies the chunk that is here, (frames, bins), to the begin of {@code features}. */
    void copyTo(FloatBuffer features) {
        fbank.copyFrames(schedule.firstFrame(taken), schedule.chunkFrames(), features, 0);
    }

    /** Goes on to the next chunk. */
    void next() {
        taken++;
        fbank.discardBefore(schedule.firstFrame(taken));
    }

    /** Chunks taken so far. */
    long taken() {
        return taken;
    }

    void reset() {
        fbank.reset();
        taken = 0;
        lastFrame = NOT_FINISHED;
    }

    void save(SnapshotWriter writer) {
        writer.putLong(taken);
        writer.putLong(lastFrame);
        fbank.save(writer);
    }

    void restore(SnapshotReader reader) {
        taken = reader.getPosition();
        lastFrame = reader.getLong(NOT_FINISHED, SnapshotReader.LARGEST_POSITION);
        fbank.restore(reader);
        long first = schedule.firstFrame(taken);
        reader.require(fbank.firstFrame() == first, "frames from " + first, fbank.firstFrame());
        int further = tailFrames + 2 * schedule.chunkFrames() + FRAMES_PER_SLICE;
        long most = fbank.framesReady() + further;
        reader.require(lastFrame <= most, "an end at " + most + " at most", lastFrame);
    }
}
