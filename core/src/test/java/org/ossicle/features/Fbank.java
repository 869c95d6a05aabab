package org.ossicle.features;

import java.util.Arrays;

/** Log-mel features of a whole recording at once, equal to the bit to those of the stream. */
public final class Fbank {
    private static final int BATCH_FRAMES = 64;

    private Fbank() {}

    /**
     * All frames of a signal.
     *
     * @param samples mono, at {@code config.sampleRateHz()}
     * @return frames of {@code config.bins()} floats, one after the other
     * @throws org.ossicle.error.AudioException when a sample is not finite
     */
    public static float[] extract(FbankConfig config, float[] samples) {
        OnlineFbank stream = new OnlineFbank(config, BATCH_FRAMES);
        int expected = samples.length / config.hopSamples() + 2;
        float[] all = new float[Math.multiplyExact(expected, config.bins())];
        int length = 0;
        for (int taken = 0; taken < samples.length; ) {
            taken += stream.accept(samples, taken, samples.length - taken);
            length = drain(stream, all, length);
        }
        stream.inputFinished();
        while (!stream.isFinished() || stream.firstFrame() < stream.framesReady()) {
            length = drain(stream, all, length);
        }
        return Arrays.copyOf(all, length);
    }

    private static int drain(OnlineFbank stream, float[] all, int length) {
        long first = stream.firstFrame();
        long end = stream.framesReady();
        stream.copyFrames(first, (int) (end - first), all, length);
        stream.discardBefore(end);
        return length + (int) (end - first) * stream.dim();
    }
}
