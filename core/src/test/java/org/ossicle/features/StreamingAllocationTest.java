package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.ossicle.audio.ChannelMixer;
import org.ossicle.audio.MonoConverter;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.audio.SampleSink;

/** The way from captured PCM to the input of a model allocates nothing once it runs. */
class StreamingAllocationTest {
    private static final int CHUNK_BYTES = 2 * 2 * 44_100 * 32 / 100;
    private static final int CHUNKS = 1_000;

    /**
     * The compiler may allocate a few objects once when it replaces code, so the first rounds warm
     * up; an allocation per chunk shows in every round.
     */
    private static final int ROUNDS = 10;

    /** One stream: PCM in, frames out, as a recogniser would take them. */
    private static final class Stream implements SampleSink {
        private final ByteBuffer pcm = ByteBuffer.allocateDirect(CHUNK_BYTES);
        private final MonoConverter converter =
                new MonoConverter(
                        new PcmFormat(44_100, 2, PcmEncoding.INT16),
                        ChannelMixer.mean(2),
                        16_000,
                        this);
        private final FbankConfig config;
        private final OnlineFbank fbank;
        private final FeatureSource source;
        private final float[] array;
        private final FloatBuffer buffer;

        Stream(FbankConfig config, boolean stacked) {
            this.config = config;
            fbank = new OnlineFbank(config, 128);
            if (stacked) {
                float[] statistics = new float[560];
                source = new Cmvn(new LowFrameRate(fbank, 7, 6), statistics, statistics);
            } else {
                source = new WhisperScaling(fbank);
            }
            array = new float[128 * source.dim()];
            buffer = ByteBuffer.allocateDirect(4 * array.length).asFloatBuffer();
        }

        @Override
        public void accept(float[] samples, int offset, int length) {
            fbank.accept(samples, offset, length);
        }

        void chunk() {
            pcm.clear();
            converter.write(pcm);
            int count = (int) (source.framesReady() - source.firstFrame());
            source.copyFrames(source.firstFrame(), count, array, 0);
            source.copyFrames(source.firstFrame(), count, buffer, 0);
            source.discardBefore(source.framesReady());
        }

        @Override
        public String toString() {
            return config.toString();
        }
    }

    @Test
    void allocatesNothingPerChunk() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Stream[] streams = {
            new Stream(FbankConfig.kaldiPovey().toBuilder().dither(1e-5f, 1).build(), false),
            new Stream(FbankConfig.funasr(), true),
            new Stream(FbankConfig.nemoOriginal(80), false),
            new Stream(FbankConfig.whisper(80), false)
        };
        for (Stream stream : streams) {
            long least = Long.MAX_VALUE;
            for (int round = 0; least > 0 && round < ROUNDS; round++) {
                least = Math.min(least, allocatedBytes(threads, stream));
            }
            assertEquals(0, least, "bytes over " + CHUNKS + " chunks of " + stream);
        }
    }

    private static long allocatedBytes(ThreadMXBean threads, Stream stream) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < CHUNKS; i++) {
            stream.chunk();
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }
}
