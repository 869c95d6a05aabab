package org.ossicle.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.EmotionClassifier;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;

/**
 * Sessions over a call of two channels with the models in the jar. As a program of its own, {@code
 * EmbeddedSession SNAPSHOT FRAME} goes on from the snapshot in a file with the sound from a frame
 * on, and prints what it hears.
 */
final class EmbeddedSession {
    static final PcmFormat FORMAT = new PcmFormat(16_000, 2, PcmEncoding.FLOAT32);
    private static final Path RECORDING =
            Path.of("../../samples/cli/recordings/words-and-feelings.flac");
    private static final int LATER_FRAMES = 48_000;

    private EmbeddedSession() {}

    public static void main(String[] arguments) throws IOException {
        float[] call = call();
        int from = 2 * Integer.parseInt(arguments[1]);
        try (SpeechModel speech = SpeechModel.embedded();
                EmotionClassifier emotions = EmotionClassifier.embedded();
                Session session = open(speech, emotions)) {
            session.restore(Files.readAllBytes(Path.of(arguments[0])));
            session.accept(call, from, call.length - from, FORMAT);
            session.finish();
            take(session).forEach(System.out::println);
        }
    }

    static Session open(SpeechModel speech, EmotionClassifier emotions) {
        return Session.open(
                speech,
                emotions,
                SessionOptions.defaults().withSeparateChannels(2).withKeywords("computer"));
    }

    /** The recording that the command line ships; the second channel says the same later. */
    static float[] call() {
        float[] voice = Shared.samples(RECORDING);
        float[] call = new float[2 * (voice.length + LATER_FRAMES)];
        for (int i = 0; i < voice.length; i++) {
            call[2 * i] = voice[i];
            call[2 * (i + LATER_FRAMES) + 1] = voice[i];
        }
        return call;
    }

    static List<String> take(Session session) {
        List<String> events = new ArrayList<>();
        for (SessionEvent event; (event = session.poll()) != null; ) {
            events.add(event.toString());
        }
        return events;
    }
}
