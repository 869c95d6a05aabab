package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.StreamOptions;
import org.ossicle.Token;
import org.ossicle.Transcript;
import org.ossicle.audio.PcmFormat;

/**
 * A beam search over the real model: what it hears, and that streams are as with the greedy one.
 */
class BeamSearchTest {
    private static final int RATE_HZ = 16_000;
    private static final int CHUNK = 5_120;
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(RATE_HZ);
    private static final StreamOptions GREEDY = StreamOptions.defaults();

    @Test
    void onePathHearsWhatTheGreedySearchHears() {
        try (SpeechModel model = load()) {
            for (Path file : Shared.sentences()) {
                float[] samples = withPause(Shared.samples(file));
                List<SpeechEvent> wanted = events(model, GREEDY, samples);
                List<SpeechEvent> found = events(model, GREEDY.withBeam(1), samples);
                assertEquals(tokens(wanted), tokens(found));
                assertEquals(ends(wanted), ends(found));
                assertFalse(tokens(wanted).isEmpty());
            }
        }
    }

    @Test
    void fourPathsMakeNoMoreErrorsThanOne() throws IOException {
        List<String> lines = Files.readAllLines(Shared.path("speech/sentences/transcripts.tsv"));
        try (SpeechModel model = load()) {
            int words = 0;
            int greedy = 0;
            int beam = 0;
            for (String line : lines) {
                String[] parts = line.split("\t");
                String said = parts[1].toLowerCase(Locale.ROOT).replace("mister", "mr");
                float[] samples =
                        Shared.samples(Shared.path("speech/sentences/" + parts[0] + ".flac"));
                words += said.split(" ").length;
                greedy += errors(said, text(events(model, GREEDY, samples)));
                beam += errors(said, text(events(model, GREEDY.withBeam(4), samples)));
            }
            assertTrue(words > 50, "words: " + words);
            assertTrue(beam <= greedy, beam + " errors with 4 paths, " + greedy + " with one");
            assertTrue(beam * 10 < words, beam + " errors in " + words + " words");
        }
    }

    @Test
    void segmentsEndAndPartialResultsComeAsWithOnePath() {
        try (SpeechModel model = load()) {
            float[] speech = Shared.samples(Shared.path("speech/sentences/jfk.flac"));
            List<SpeechEvent> events = events(model, GREEDY.withBeam(4), withPause(speech));
            assertTrue(events.stream().anyMatch(SpeechEvent.Endpoint.class::isInstance));
            int partials = 0;
            for (int i = 0; i < events.size(); i++) {
                partials += events.get(i) instanceof SpeechEvent.Partial ? 1 : 0;
                if (events.get(i) instanceof SpeechEvent.Endpoint) {
                    assertTrue(events.get(i - 1) instanceof SpeechEvent.Final);
                }
            }
            assertTrue(partials > 5, "partial results: " + partials);
        }
    }

    @Test
    void aSnapshotGoesOnAsTheStreamDid() {
        StreamOptions options = GREEDY.withBeam(4);
        float[] samples = Shared.samples(Shared.path("speech/sentences/austen-0920.flac"));
        try (SpeechModel model = load()) {
            List<SpeechEvent> whole = events(model, options, samples);
            for (int cut : new int[] {8_000, samples.length / 3, samples.length / 2 + 77}) {
                byte[] snapshot;
                List<SpeechEvent> events = new ArrayList<>();
                try (RecognizerStream stream = model.newStream(options)) {
                    stream.accept(samples, 0, cut, FORMAT);
                    drain(stream, events);
                    snapshot = stream.snapshot();
                }
                try (RecognizerStream stream = model.newStream(options)) {
                    stream.restore(snapshot);
                    stream.accept(samples, cut, samples.length - cut, FORMAT);
                    stream.finish();
                    drain(stream, events);
                }
                assertEquals(tokens(whole), tokens(events));
                try (RecognizerStream other = model.newStream(GREEDY)) {
                    assertThrows(RuntimeException.class, () -> other.restore(snapshot));
                }
            }
        }
    }

    @Test
    void chunksWithoutNewResultsCostNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] quiet = new float[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            quiet[i] = 1e-4f * ((i * 7919 % 101) / 50f - 1);
        }
        try (SpeechModel model = load();
                RecognizerStream stream = model.newStream(GREEDY.withBeam(4))) {
            long bytes = -1;
            for (int round = 0; round < 4 && bytes != 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 500; i++) {
                    stream.accept(quiet, 0, CHUNK, FORMAT);
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
                assertEquals(null, stream.poll());
            }
            assertEquals(0, bytes);
        }
    }

    @Test
    void whatABeamNeedsIsPartOfTheModelFromItsFirstStreamOn() {
        SpeechModel model = load();
        long loaded = weightBytes(model);
        long beam;
        try (model) {
            model.newStream(GREEDY).close();
            assertEquals(loaded, weightBytes(model));
            model.newStream(GREEDY.withBeam(4)).close();
            beam = weightBytes(model) - loaded;
            assertTrue(beam > 100_000, "bytes of a joiner: " + beam);
            model.newStream(GREEDY.withBeam(4)).close();
            assertEquals(loaded + beam, weightBytes(model));
            model.newStream(GREEDY.withBeam(5)).close();
        }
        assertEquals(loaded + 2 * beam, weightBytes(model));
    }

    private static long weightBytes(SpeechModel model) {
        return model.describe().weightBytes();
    }

    private static SpeechModel load() {
        return SpeechModel.load(Shared.path("models/zipformer2-en-3.3M"));
    }

    private static float[] withPause(float[] samples) {
        float[] twice = new float[2 * samples.length + 3 * RATE_HZ];
        System.arraycopy(samples, 0, twice, 0, samples.length);
        System.arraycopy(samples, 0, twice, samples.length + 3 * RATE_HZ, samples.length);
        return twice;
    }

    private static List<SpeechEvent> events(
            SpeechModel model, StreamOptions options, float[] samples) {
        List<SpeechEvent> events = new ArrayList<>();
        try (RecognizerStream stream = model.newStream(options)) {
            for (int start = 0; start < samples.length; start += CHUNK) {
                stream.accept(samples, start, Math.min(CHUNK, samples.length - start), FORMAT);
                drain(stream, events);
            }
            stream.finish();
            drain(stream, events);
        }
        return events;
    }

    private static void drain(RecognizerStream stream, List<SpeechEvent> events) {
        for (SpeechEvent event = stream.poll(); event != null; event = stream.poll()) {
            events.add(event);
        }
    }

    private static List<Token> tokens(List<SpeechEvent> events) {
        List<Token> tokens = new ArrayList<>();
        for (SpeechEvent event : events) {
            if (event instanceof SpeechEvent.Final last) {
                for (Token token : last.transcript().tokens()) {
                    tokens.add(rounded(token));
                }
            }
        }
        return tokens;
    }

    /** A token whose confidence is rounded: the greedy search has it from another plan. */
    private static Token rounded(Token token) {
        float confidence = Math.round(token.confidence() * 1e4f) / 1e4f;
        return new Token(token.id(), token.piece(), token.startSeconds(), confidence);
    }

    private static List<SpeechEvent> ends(List<SpeechEvent> events) {
        return events.stream().filter(SpeechEvent.Endpoint.class::isInstance).toList();
    }

    private static String text(List<SpeechEvent> events) {
        List<String> texts = new ArrayList<>();
        for (SpeechEvent event : events) {
            if (event instanceof SpeechEvent.Final last) {
                Transcript transcript = last.transcript();
                texts.add(transcript.text().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(" ", texts);
    }

    /** Words to insert, delete or replace. */
    private static int errors(String said, String heard) {
        String[] a = said.split(" ");
        String[] b = heard.split(" ");
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = diagonal + (a[i - 1].equals(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length];
    }
}
