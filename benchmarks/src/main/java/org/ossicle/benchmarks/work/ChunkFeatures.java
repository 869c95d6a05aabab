package org.ossicle.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.ossicle.features.FbankConfig;
import org.ossicle.features.OnlineFbank;

/** The log-mel features of a chunk of sound, as a zipformer2 encoder takes them. */
public final class ChunkFeatures implements Contender {
    /** Feature frames from one chunk to the next: 320 ms. */
    public static final int SHIFT_FRAMES = 32;

    /** Feature frames of one chunk, those it shares with the next one included. */
    public static final int CHUNK_FRAMES = 45;

    public static final int HOP_SAMPLES = Sound.SAMPLE_RATE_HZ / 100;

    private final EndlessSound sound;
    private final OnlineFbank fbank =
            new OnlineFbank(FbankConfig.kaldiPovey(), CHUNK_FRAMES + 2 * SHIFT_FRAMES);
    private final FloatBuffer target;
    private long frame;

    /**
     * @param target the encoder's input, to which each run writes one chunk
     */
    public ChunkFeatures(float[] samples, FloatBuffer target) {
        this.sound = new EndlessSound(samples, SHIFT_FRAMES * HOP_SAMPLES);
        this.target = target;
        fbank.accept(sound.samples(), 0, (CHUNK_FRAMES - SHIFT_FRAMES + 2) * HOP_SAMPLES);
    }

    /** Features into memory of their own. */
    public static ChunkFeatures alone(float[] samples) {
        int bytes = CHUNK_FRAMES * FbankConfig.kaldiPovey().bins() * Float.BYTES;
        ByteBuffer target = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return new ChunkFeatures(samples, target.asFloatBuffer());
    }

    @Override
    public void run() {
        int taken = fbank.accept(sound.samples(), sound.nextSlice(), sound.sliceSamples());
        if (taken != sound.sliceSamples()) {
            throw new IllegalStateException("took " + taken + " of " + sound.sliceSamples());
        }
        fbank.copyFrames(frame, CHUNK_FRAMES, target, 0);
        frame += SHIFT_FRAMES;
        fbank.discardBefore(frame);
    }

    @Override
    public void close() {}
}
