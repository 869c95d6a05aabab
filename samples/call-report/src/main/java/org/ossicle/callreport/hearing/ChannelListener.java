package org.ossicle.callreport.hearing;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.EmotionStream;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.StreamOptions;
import org.ossicle.Word;
import org.ossicle.audio.PcmFormat;
import org.ossicle.callreport.analysis.HeardChannel;
import org.ossicle.callreport.analysis.LevelTrack;
import org.ossicle.callreport.analysis.LoudnessMeter;

/** Listens to one channel of a call. For one thread. */
final class ChannelListener implements AutoCloseable {
    private final int channel;
    private final RecognizerStream stream;
    private final LevelTrack levels;
    private final LoudnessMeter loudness;
    private final List<Word> words = new ArrayList<>();
    private final EmotionStream feelings;
    private final FeelingLog felt = new FeelingLog();

    ChannelListener(CallModels models, int channel, int sampleRateHz) {
        this.channel = channel;
        levels = new LevelTrack(sampleRateHz);
        loudness = new LoudnessMeter(sampleRateHz);
        stream =
                models.speech()
                        .newStream(StreamOptions.defaults().withChannel(channel), this::heard);
        try {
            feelings = models.newEmotionStream(channel, felt::accept);
        } catch (RuntimeException | Error e) {
            stream.close();
            throw e;
        }
    }

    /**
     * @param interleaved all channels
     */
    void accept(float[] interleaved, int frames, PcmFormat format) {
        int channels = format.channels();
        for (int i = channel; i < frames * channels; i += channels) {
            levels.accept(interleaved[i]);
            loudness.accept(interleaved[i]);
        }
        stream.accept(interleaved, 0, frames * channels, format);
        if (feelings != null) {
            feelings.accept(interleaved, 0, frames * channels, format);
        }
    }

    private void heard(SpeechEvent event) {
        if (event instanceof SpeechEvent.Final said) {
            words.addAll(said.transcript().words());
        }
    }

    /**
     * @param durationSeconds of the call
     */
    HeardChannel finish(double durationSeconds) {
        stream.finish();
        if (feelings != null) {
            feelings.finish();
            felt.finish(durationSeconds);
        }
        return new HeardChannel(words, felt.points(), felt.episodes(), levels, loudness);
    }

    @Override
    public void close() {
        try (stream) {
            if (feelings != null) {
                feelings.close();
            }
        }
    }
}
