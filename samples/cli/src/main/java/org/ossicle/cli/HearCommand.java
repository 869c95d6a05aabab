package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.Word;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recordings to words and feelings on one line of time. */
@Command(
        name = "hear",
        description = {
            "Writes what is said in recordings and how it sounds, one line per event: seconds,"
                + " channel if there are several, and what was heard. A feeling describes a voice"
                + " for a few seconds, not a person."
        })
final class HearCommand implements Callable<Integer> {
    private static final int CHUNK_MS = 100;

    @Mixin private ModelOption model;

    @Option(
            names = "--keyword",
            paramLabel = "WORD",
            defaultValue = "computer",
            description = "A word to be told of by itself (${DEFAULT-VALUE}); may be repeated.")
    private List<String> keywords;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "WAV or FLAC files; of two channels or more each is heard for itself.")
    private List<String> files;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        AudioInputs inputs = new AudioInputs(System.in);
        try (SpeechModel speech = model.load();
                EmotionClassifier emotions = EmotionClassifier.embedded()) {
            for (String file : files) {
                try (AudioSource source = inputs.open(file)) {
                    hear(source, speech, emotions);
                }
            }
        }
        return ExitCode.OK;
    }

    private void hear(AudioSource source, SpeechModel speech, EmotionClassifier emotions)
            throws IOException {
        int channels = source.channels();
        SessionOptions options =
                SessionOptions.defaults()
                        .withSeparateChannels(channels)
                        .withKeywords(keywords.toArray(new String[0]));
        PcmFormat format = new PcmFormat(source.sampleRateHz(), channels, PcmEncoding.FLOAT32);
        float[] chunk = new float[source.sampleRateHz() * CHUNK_MS / 1000 * channels];
        PrintWriter out = command.commandLine().getOut();
        try (Session session = Session.open(speech, emotions, options)) {
            int frames;
            while ((frames = source.read(chunk, 0, chunk.length / channels)) >= 0) {
                session.accept(chunk, 0, frames * channels, format);
                write(session, channels, out);
            }
            session.finish();
            write(session, channels, out);
        }
    }

    private static void write(Session session, int channels, PrintWriter out) throws IOException {
        for (SessionEvent event; (event = session.poll()) != null; ) {
            if (event instanceof SessionEvent.Final said) {
                for (Word word : said.transcript().words()) {
                    line(out, word.endSeconds(), event, channels, "word     " + word.text());
                }
            } else if (event instanceof SessionEvent.Keyword keyword) {
                String text = "keyword  " + keyword.word().text();
                line(out, event.atSeconds(), event, channels, text);
            } else if (event instanceof SessionEvent.Feeling feeling && isTold(feeling.event())) {
                line(out, event.atSeconds(), event, channels, text(feeling.event()));
            }
        }
        if (out.checkError()) {
            throw new IOException("standard output was closed");
        }
    }

    private static boolean isTold(EmotionEvent event) {
        return !(event instanceof EmotionEvent.Read read && read.reading().isUnknown());
    }

    private static void line(
            PrintWriter out, double seconds, SessionEvent event, int channels, String text) {
        String channel = channels > 1 ? " channel " + event.channel() : "";
        out.printf(Locale.ROOT, "%7.2f s%s  %s%n", seconds, channel, text);
    }

    private static String text(EmotionEvent event) {
        if (event instanceof EmotionEvent.Read read) {
            EmotionReading reading = read.reading();
            return String.format(
                    Locale.ROOT,
                    "feeling  %s, anger level %.0f",
                    reading.label(),
                    reading.angerLevel());
        }
        if (event instanceof EmotionEvent.AngerRaised) {
            return "anger    raised";
        }
        return event instanceof EmotionEvent.AngerHeld ? "anger    goes on" : "anger    calmed";
    }
}
