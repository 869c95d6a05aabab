package org.ossicle.callreport.hearing;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.SessionEvent;
import org.ossicle.Word;
import org.ossicle.callreport.analysis.HeardChannel;
import org.ossicle.callreport.analysis.LevelTrack;
import org.ossicle.callreport.analysis.LoudnessMeter;

/** Writes down what one channel of a call tells, and how loud it is. */
final class ChannelLog {
    private final int channel;
    private final List<Word> words = new ArrayList<>();
    private final FeelingLog feelings = new FeelingLog();
    private final LevelTrack levels;
    private final LoudnessMeter loudness;

    ChannelLog(int channel, int sampleRateHz) {
        this.channel = channel;
        levels = new LevelTrack(sampleRateHz);
        loudness = new LoudnessMeter(sampleRateHz);
    }

    /**
     * @param interleaved all channels
     */
    void measure(float[] interleaved, int frames, int channels) {
        for (int i = channel; i < frames * channels; i += channels) {
            levels.accept(interleaved[i]);
            loudness.accept(interleaved[i]);
        }
    }

    /**
     * @param event of this channel
     */
    void accept(SessionEvent event) {
        if (event instanceof SessionEvent.Final said) {
            words.addAll(said.transcript().words());
        } else if (event instanceof SessionEvent.Feeling felt) {
            feelings.accept(felt.event());
        }
    }

    /** All there is, once the call is over. */
    HeardChannel finish() {
        feelings.finish();
        return new HeardChannel(words, feelings.points(), feelings.episodes(), levels, loudness);
    }
}
