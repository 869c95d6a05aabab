package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.OssicleException;
import org.ossicle.error.SnapshotException;
import org.ossicle.onnx.ModelBuilder;

/** An emotion stream that moves from one object to another, on models with known answers. */
class EmotionSnapshotTest {
    private static final int RATE_HZ = 44_100;
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(RATE_HZ);

    @TempDir Path folder;

    private EmotionClassifier load(String kind) throws IOException {
        ModelBuilder model =
                switch (kind) {
                    case "waveform" -> EmotionModels.waveform();
                    case "dimensions" -> EmotionModels.dimensions();
                    case "functionals" -> EmotionModels.functionals();
                    default -> EmotionModels.fbank();
                };
        return EmotionClassifier.load(EmotionModels.write(folder, model));
    }

    private static float[] sound() {
        return Voice.join(
                Voice.vowel(RATE_HZ, 2, 0.1),
                Voice.silence(RATE_HZ, 0.4),
                Voice.vowel(RATE_HZ, 4, 0.9),
                Voice.silence(RATE_HZ, 1.5),
                Voice.vowel(RATE_HZ, 2, 0.1));
    }

    private static void take(EmotionStream stream, List<String> events) {
        for (EmotionEvent event; (event = stream.poll()) != null; ) {
            events.add(SessionSound.text(event));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"waveform", "dimensions", "fbank", "functionals"})
    void goesOnElsewhereAsIfItHadStayed(String kind) throws IOException {
        float[] sound = sound();
        Random random = new Random(1);
        List<String> stayed = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        try (EmotionClassifier classifier = load(kind);
                EmotionStream here = classifier.newStream()) {
            here.accept(sound, 0, sound.length, FORMAT);
            here.finish();
            take(here, stayed);
            EmotionStream there = classifier.newStream();
            int moves = 0;
            for (int from = 0; from < sound.length; ) {
                int count = Math.min(sound.length - from, 1 + random.nextInt(4_000));
                there.accept(sound, from, count, FORMAT);
                from += count;
                if (random.nextInt(4) == 0) {
                    byte[] snapshot = there.snapshot();
                    float level = there.angerLevel();
                    there.close();
                    there = classifier.newStream();
                    there.restore(snapshot);
                    assertArrayEquals(snapshot, there.snapshot());
                    assertEquals(level, there.angerLevel());
                    moves++;
                }
            }
            there.finish();
            byte[] end = there.snapshot();
            there.reset();
            there.restore(end);
            assertArrayEquals(end, there.snapshot());
            take(there, moved);
            there.close();
            assertTrue(moves > 20, moves + " moves");
        }
        assertTrue(stayed.size() > 8, stayed.toString());
        assertEquals(stayed, moved);
    }

    @Test
    void isTheSameHoweverTheSoundWasCut() throws IOException {
        float[] sound = sound();
        try (EmotionClassifier classifier = load("waveform");
                EmotionStream one = classifier.newStream();
                EmotionStream other = classifier.newStream()) {
            one.accept(sound, 0, 200_000, FORMAT);
            for (int from = 0; from < 200_000; from += 1_000) {
                other.accept(sound, from, 1_000, FORMAT);
            }
            assertArrayEquals(one.snapshot(), other.snapshot());
        }
    }

    @Test
    void refusesOtherOptionsAndOtherKinds() throws IOException {
        try (EmotionClassifier classifier = load("waveform");
                EmotionStream stream = classifier.newStream();
                EmotionStream other =
                        classifier.newStream(EmotionOptions.defaults().withAngerLevels(70, 20));
                Session session = Session.open(null, classifier, SessionOptions.defaults())) {
            byte[] snapshot = stream.snapshot();
            SnapshotException e =
                    assertThrows(SnapshotException.class, () -> other.restore(snapshot));
            assertTrue(e.expected().contains("options"), e.getMessage());
            e = assertThrows(SnapshotException.class, () -> session.restore(snapshot));
            assertTrue(e.found().contains("EmotionStream"), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"waveform", "dimensions", "fbank", "functionals"})
    void survivesForgery(String kind) throws IOException {
        float[] sound = sound();
        Random random = new Random(2);
        int refused = 0;
        int taken = 0;
        try (EmotionClassifier classifier = load(kind);
                EmotionStream stream = classifier.newStream()) {
            stream.accept(sound, 0, 150_000, FORMAT);
            byte[] snapshot = stream.snapshot();
            for (int round = 0; round < 500; round++) {
                try {
                    stream.restore(SnapshotBytes.forged(snapshot, random));
                    stream.accept(sound, 150_000, 15_000, FORMAT);
                    stream.finish();
                    taken++;
                } catch (SnapshotException e) {
                    refused++;
                } catch (OssicleException e) {
                    taken++;
                }
                stream.reset();
                stream.accept(sound, 0, 2_000, FORMAT);
            }
        }
        assertTrue(refused > 10 && taken > 10, refused + " refused, " + taken + " taken");
    }
}
