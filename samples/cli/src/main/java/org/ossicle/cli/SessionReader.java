package org.ossicle.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.Word;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.FileTimeLine;
import org.ossicle.cli.output.FileTimeLine.Moment;

/** Hears words and feelings of one input after the other, each channel for itself. */
final class SessionReader implements Listener<FileTimeLine> {
    private static final int CHUNK_MS = 100;

    private final SpeechModel speech;
    private final EmotionClassifier emotions;
    private final SessionOptions options;

    /**
     * @param speech must stay open as long as this is in use
     * @param emotions likewise
     * @param options of which the channels are those of each input
     */
    SessionReader(SpeechModel speech, EmotionClassifier emotions, SessionOptions options) {
        this.speech = speech;
        this.emotions = emotions;
        this.options = options;
    }

    @Override
    public FileTimeLine listen(AudioSource source, LongConsumer progress) throws IOException {
        SessionOptions separate = options.withSeparateChannels(source.channels());
        List<Moment> moments = new ArrayList<>();
        double seconds;
        try (Session session =
                Session.open(speech, emotions, separate, event -> add(event, moments))) {
            seconds = Chunks.feed(source, CHUNK_MS, session::accept, progress);
            session.finish();
        }
        return new FileTimeLine(seconds, source.channels(), moments);
    }

    private static void add(SessionEvent event, List<Moment> moments) {
        int channel = event.channel();
        if (event instanceof SessionEvent.Final said) {
            for (Word word : said.transcript().words()) {
                moments.add(new Moment(word.endSeconds(), channel, "word", word.text()));
            }
        } else if (event instanceof SessionEvent.Keyword said) {
            String text = said.word().text();
            moments.add(new Moment(event.atSeconds(), channel, "keyword", text));
        } else if (event instanceof SessionEvent.Feeling felt) {
            addFeeling(channel, felt.event(), moments);
        }
    }

    private static void addFeeling(int channel, EmotionEvent event, List<Moment> moments) {
        double at = event.atSeconds();
        if (event instanceof EmotionEvent.Read read) {
            EmotionReading now = read.reading();
            if (!now.isUnknown()) {
                String level = String.format(Locale.ROOT, "%.0f", now.angerLevel());
                String text = now.label() + ", anger level " + level;
                moments.add(new Moment(at, channel, "feeling", text));
            }
        } else if (event instanceof EmotionEvent.AngerRaised) {
            moments.add(new Moment(at, channel, "anger", "raised"));
        } else if (event instanceof EmotionEvent.AngerHeld) {
            moments.add(new Moment(at, channel, "anger", "goes on"));
        } else {
            moments.add(new Moment(at, channel, "anger", "calmed"));
        }
    }

    @Override
    public void close() {}
}
