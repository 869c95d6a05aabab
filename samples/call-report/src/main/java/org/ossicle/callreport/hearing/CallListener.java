package org.ossicle.callreport.hearing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.callreport.analysis.CallAnalysis;
import org.ossicle.callreport.analysis.HeardChannel;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.error.AudioException;

/** Hears calls with models, in small pieces, so that a call may be as long as it likes. */
public final class CallListener implements Hearing {
    private static final int CHUNK_MS = 200;
    private static final int LOWEST_RATE_HZ = 8_000;

    private final CallModels models;

    /**
     * @param models must stay open as long as this is in use
     */
    public CallListener(CallModels models) {
        this.models = models;
    }

    @Override
    public HeardCall listen(String name, AudioSource source, DoubleConsumer progress)
            throws IOException {
        requireCall(name, source);
        List<ChannelListener> channels = new ArrayList<>();
        try {
            for (int channel = 0; channel < CallAnalysis.SPEAKERS; channel++) {
                channels.add(new ChannelListener(models, channel, source.sampleRateHz()));
            }
            double duration = listen(source, channels, progress) / (double) source.sampleRateHz();
            if (duration == 0) {
                throw new AudioException(
                        name, "sound", "a file without any", "leave it out of the calls");
            }
            List<HeardChannel> heard = new ArrayList<>();
            for (ChannelListener channel : channels) {
                heard.add(channel.finish(duration));
            }
            return new HeardCall(duration, source.sampleRateHz(), heard);
        } finally {
            channels.forEach(ChannelListener::close);
        }
    }

    @Override
    public String description() {
        return models.description();
    }

    private static long listen(
            AudioSource source, List<ChannelListener> channels, DoubleConsumer progress)
            throws IOException {
        int rateHz = source.sampleRateHz();
        PcmFormat format = new PcmFormat(rateHz, source.channels(), PcmEncoding.FLOAT32);
        int chunkFrames = rateHz * CHUNK_MS / 1000;
        float[] chunk = new float[chunkFrames * source.channels()];
        long heard = 0;
        int frames;
        while ((frames = source.read(chunk, 0, chunkFrames)) >= 0) {
            for (ChannelListener channel : channels) {
                channel.accept(chunk, frames, format);
            }
            heard += frames;
            progress.accept(heard / (double) rateHz);
        }
        return heard;
    }

    private static void requireCall(String name, AudioSource source) {
        if (source.channels() != CallAnalysis.SPEAKERS) {
            throw new AudioException(
                    name,
                    "two channels, one per speaker",
                    Integer.toString(source.channels()),
                    "export the call with each speaker in a channel of its own");
        }
        if (source.sampleRateHz() < LOWEST_RATE_HZ) {
            throw new AudioException(
                    name,
                    "telephone quality, " + LOWEST_RATE_HZ + " Hz, or better",
                    source.sampleRateHz() + " Hz",
                    "export the call with a higher sample rate");
        }
    }
}
