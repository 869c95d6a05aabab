package org.ossicle.benchmarks.jmh;

import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.ossicle.audio.ChannelMixer;
import org.ossicle.audio.MonoConverter;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.benchmarks.work.ChunkFeatures;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.Sound;

/** What happens to sound before a model sees it; ours alone. */
public class FrontendBenchmark extends ContenderBenchmark {
    private static final int SLICE_MS = 20;

    @Param({"features-320ms", "resample-48k-mono-20ms", "resample-44k1-stereo-20ms"})
    public String work;

    @Override
    Contender open(ModelFolder models) {
        return switch (work) {
            case "features-320ms" -> ChunkFeatures.alone(models.sentence());
            case "resample-48k-mono-20ms" -> converter(48_000, 1);
            case "resample-44k1-stereo-20ms" -> converter(44_100, 2);
            default -> throw new IllegalArgumentException(work);
        };
    }

    /** Takes 16-bit samples of any rate to the rate of the models. */
    private Contender converter(int rateHz, int channels) {
        short[] slice = new short[rateHz * SLICE_MS / 1000 * channels];
        Random random = new Random(5);
        for (int i = 0; i < slice.length; i++) {
            slice[i] = (short) (1000 * random.nextGaussian());
        }
        MonoConverter converter =
                new MonoConverter(
                        new PcmFormat(rateHz, channels, PcmEncoding.INT16),
                        ChannelMixer.mean(channels),
                        Sound.SAMPLE_RATE_HZ,
                        this::take);
        return new Contender() {
            @Override
            public void run() {
                converter.write(slice, 0, slice.length);
            }

            @Override
            public void close() {}
        };
    }

    /** Read by nobody; being a field keeps the samples alive. */
    public float lastSample;

    private void take(float[] samples, int offset, int length) {
        lastSample = samples[offset + length - 1];
    }
}
