package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.Token;
import org.ossicle.Transcript;
import org.ossicle.audio.PcmFormat;

/** The real model on real speech: the words, and that they do not depend on how sound arrives. */
class TranscriptParityTest {
    private static final String AUSTEN =
            "AND MR JOHN DASHWOOD HAD THEN LEISURE TO CONSIDER HOW MUCH THERE MIGHT BE PRUDENTLY"
                    + " IN HIS POWER TO DO FOR THEM";
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(16_000);

    @Test
    void givesTheTokensOfOnnxRuntime() {
        Path folder = Shared.path("models/zipformer2-en-3.3M");
        try (ReferenceRecognizer reference = new ReferenceRecognizer(folder, true);
                ReferenceRecognizer unoptimised = new ReferenceRecognizer(folder, false);
                SpeechModel model = SpeechModel.load(folder)) {
            for (Path file : Shared.sentences()) {
                float[] samples = Shared.samples(file);
                List<String> wanted = texts(reference.recognize(samples));
                List<String> other = texts(unoptimised.recognize(samples));
                List<String> found = texts(transcribe(model, samples));
                // On a knife's edge ONNX Runtime differs from itself; then either reading will do.
                assertEquals(found.equals(other) ? other : wanted, found, file.toString());
            }
        }
    }

    @Test
    void readsAusten() {
        Path folder = Shared.path("models/zipformer2-en-3.3M");
        float[] samples = Shared.samples(Shared.path("speech/sentences/austen-0870.flac"));
        try (SpeechModel model = SpeechModel.load(folder)) {
            StringBuilder text = new StringBuilder();
            for (Transcript part : finals(model, samples)) {
                text.append(text.isEmpty() ? "" : " ").append(part.text());
            }
            assertEquals(AUSTEN, text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void doesNotDependOnHowSoundArrives(long seed) {
        Path folder = Shared.path("models/zipformer2-en-3.3M");
        float[] first = Shared.samples(Shared.path("speech/sentences/jfk.flac"));
        float[] second = Shared.samples(Shared.path("speech/sentences/austen-0920.flac"));
        try (SpeechModel model = SpeechModel.load(folder)) {
            List<Token> wholeFirst = transcribe(model, first);
            List<Token> wholeSecond = transcribe(model, second);
            assertFalse(wholeFirst.isEmpty());
            try (RecognizerStream a = model.newStream();
                    RecognizerStream b = model.newStream()) {
                Feeder feedA = new Feeder(a, first, new Random(seed));
                Feeder feedB = new Feeder(b, second, new Random(seed + 100));
                boolean more = true;
                while (more) {
                    boolean moreOfA = feedA.next();
                    more = feedB.next() | moreOfA;
                }
                assertEquals(wholeFirst, feedA.tokens);
                assertEquals(wholeSecond, feedB.tokens);
            }
        }
    }

    /** Feeds a recording in pieces of 1 sample to 3 s out of a buffer that is NaN elsewhere. */
    private static final class Feeder {
        private static final int LONGEST = 48_000;
        private static final int MARGIN = 64;

        private final RecognizerStream stream;
        private final float[] samples;
        private final Random random;
        private final List<Token> tokens = new ArrayList<>();
        private int fed;
        private boolean finished;

        Feeder(RecognizerStream stream, float[] samples, Random random) {
            this.stream = stream;
            this.samples = samples;
            this.random = random;
        }

        boolean next() {
            if (finished) {
                return false;
            }
            int longest = random.nextInt(4) == 0 ? 400 : LONGEST;
            int length = Math.min(samples.length - fed, 1 + random.nextInt(longest));
            if (length == 0) {
                stream.finish();
                finished = true;
            } else {
                float[] buffer = new float[length + 2 * MARGIN];
                java.util.Arrays.fill(buffer, Float.NaN);
                System.arraycopy(samples, fed, buffer, MARGIN, length);
                stream.accept(buffer, MARGIN, length, FORMAT);
                fed += length;
            }
            drain(stream, tokens);
            return true;
        }
    }

    private static void drain(RecognizerStream stream, List<Token> tokens) {
        for (SpeechEvent event = stream.poll(); event != null; event = stream.poll()) {
            if (event instanceof SpeechEvent.Final last) {
                tokens.addAll(last.transcript().tokens());
            }
        }
    }

    private static List<Token> transcribe(SpeechModel model, float[] samples) {
        List<Token> tokens = new ArrayList<>();
        for (Transcript part : finals(model, samples)) {
            tokens.addAll(part.tokens());
        }
        return tokens;
    }

    private static List<Transcript> finals(SpeechModel model, float[] samples) {
        List<Transcript> finals = new ArrayList<>();
        try (RecognizerStream stream = model.newStream()) {
            stream.accept(samples, 0, samples.length, FORMAT);
            stream.finish();
            for (SpeechEvent event = stream.poll(); event != null; event = stream.poll()) {
                if (event instanceof SpeechEvent.Final last) {
                    finals.add(last.transcript());
                }
            }
        }
        return finals;
    }

    /** Tokens with the times of their frames, as text. */
    private static List<String> texts(List<?> tokens) {
        List<String> texts = new ArrayList<>();
        for (Object each : tokens) {
            if (each instanceof Token token) {
                texts.add(token.id() + "@" + Math.round(token.startSeconds() / 0.04));
            } else {
                int[] pair = (int[]) each;
                texts.add(pair[0] + "@" + pair[1]);
            }
        }
        return texts;
    }
}
