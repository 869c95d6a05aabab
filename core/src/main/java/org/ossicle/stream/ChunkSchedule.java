package org.ossicle.stream;

import org.ossicle.error.ModelFormatException;

/**
 * Which frames each run of a streaming model takes: run k, counted from 0, takes {@code
 * chunkFrames} frames from frame {@code k * shiftFrames} on. What it takes beyond its shift is
 * look-ahead, or overlap for the model's convolutions.
 *
 * <p>A run is due as soon as its frames are there. The sherpa-onnx runtime waits for one frame more
 * (it runs while {@code processed + T < ready}), so its results come a frame later; they are the
 * same results.
 *
 * @param chunkFrames frames that one run takes: the metadata's {@code T}
 * @param shiftFrames frames from one run's start to the next: {@code decode_chunk_len}
 */
public record ChunkSchedule(int chunkFrames, int shiftFrames) {
    public ChunkSchedule {
        if (shiftFrames < 1 || chunkFrames < shiftFrames) {
            throw new ModelFormatException(
                    "chunk of a streaming model",
                    "1 <= decode_chunk_len <= T",
                    "decode_chunk_len " + shiftFrames + ", T " + chunkFrames,
                    "check the model's metadata");
        }
    }

    /** Frames beyond its shift that a run needs, and by which results lag behind the sound. */
    public int lookAheadFrames() {
        return chunkFrames - shiftFrames;
    }

    /** The first frame that run {@code run} takes. */
    public long firstFrame(long run) {
        return run * shiftFrames;
    }

    /** Whether run {@code run} can start when {@code frames} frames have come since the start. */
    public boolean isReady(long run, long frames) {
        return frames - firstFrame(run) >= chunkFrames;
    }

    /** How many runs {@code frames} frames are enough for. */
    public long runs(long frames) {
        return frames < chunkFrames ? 0 : 1 + (frames - chunkFrames) / shiftFrames;
    }

    /**
     * How many frames of silence must follow at the end of a stream so that the model has seen
     * everything with its full right context: the last run that is due then has the last frame in
     * its shift, not only in its look-ahead.
     *
     * @param frames the frames of sound, at least 0
     * @param tailFrames frames of silence that must be seen in the same way, at least 0: how long
     *     after a sound the model may take to answer it
     * @return 0 if there was no sound at all
     */
    public long paddingFrames(long frames, int tailFrames) {
        if (frames < 0 || tailFrames < 0) {
            throw new IllegalArgumentException(frames + " frames, tail of " + tailFrames);
        }
        if (frames == 0) {
            return 0;
        }
        long last = frames - 1 + tailFrames;
        return Math.max(0, firstFrame(last / shiftFrames) + chunkFrames - frames);
    }

    /**
     * How many samples must follow so that frames are complete.
     *
     * @param samples the samples that have come
     * @param frames the frames wanted since the start, at least 1
     * @param hopSamples samples from one frame's start to the next
     * @param firstFrameSamples how many samples must come for the first frame to be complete: the
     *     window if frames start with the signal (Kaldi's snip_edges), half of window and hop
     *     together if they are centred on hops, half of the window if they are centred on their
     *     start
     */
    public static long paddingSamples(
            long samples, long frames, int hopSamples, int firstFrameSamples) {
        long wanted = (frames - 1) * hopSamples + firstFrameSamples;
        return Math.max(0, wanted - samples);
    }
}
