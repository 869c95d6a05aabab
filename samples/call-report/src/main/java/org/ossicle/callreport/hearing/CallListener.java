package org.ossicle.callreport.hearing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.ossicle.Session;
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
        int rateHz = source.sampleRateHz();
        List<ChannelLog> logs = new ArrayList<>();
        for (int channel = 0; channel < CallAnalysis.SPEAKERS; channel++) {
            logs.add(new ChannelLog(channel, rateHz));
        }
        double duration;
        try (Session session = models.newSession(e -> logs.get(e.channel()).accept(e))) {
            duration = listen(source, session, logs, progress) / (double) rateHz;
        }
        if (duration == 0) {
            throw new AudioException(
                    name, "sound", "a file without any", "leave it out of the calls");
        }
        List<HeardChannel> heard = new ArrayList<>();
        for (ChannelLog log : logs) {
            heard.add(log.finish());
        }
        return new HeardCall(duration, rateHz, heard);
    }

    @Override
    public String description() {
        return models.description();
    }

    @Override
    public String identity() {
        return models.identity();
    }

    private static long listen(
            AudioSource source, Session session, List<ChannelLog> logs, DoubleConsumer progress)
            throws IOException {
        int rateHz = source.sampleRateHz();
        int channels = source.channels();
        PcmFormat format = new PcmFormat(rateHz, channels, PcmEncoding.FLOAT32);
        int chunkFrames = rateHz * CHUNK_MS / 1000;
        float[] chunk = new float[chunkFrames * channels];
        long heard = 0;
        int frames;
        while ((frames = source.read(chunk, 0, chunkFrames)) >= 0) {
            session.accept(chunk, 0, frames * channels, format);
            for (ChannelLog log : logs) {
                log.measure(chunk, frames, channels);
            }
            heard += frames;
            progress.accept(heard / (double) rateHz);
        }
        session.finish();
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
