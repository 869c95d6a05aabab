package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;

class EmotionStreamTest {
    private static final int RATE_HZ = 16_000;
    private static final PcmFormat FLOATS = PcmFormat.monoFloat32(RATE_HZ);

    @TempDir static Path folder;

    private EmotionClassifier classifier;

    @BeforeEach
    void load() throws IOException {
        classifier = EmotionClassifier.load(EmotionModels.write(folder, EmotionModels.waveform()));
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    private static float[] calmThenLoudThenCalm() {
        return Voice.join(
                Voice.silence(RATE_HZ, 0.5),
                Voice.vowel(RATE_HZ, 3, 0.1),
                Voice.vowel(RATE_HZ, 6, 0.9),
                Voice.noise(RATE_HZ, 0.3, 0.001, 1),
                Voice.vowel(RATE_HZ, 6, 0.1),
                Voice.silence(RATE_HZ, 1));
    }

    private static void say(EmotionStream stream, float[] sound) {
        stream.accept(sound, 0, sound.length, FLOATS);
    }

    private static List<EmotionEvent> take(EmotionStream stream) {
        List<EmotionEvent> taken = new ArrayList<>();
        for (EmotionEvent event; (event = stream.poll()) != null; ) {
            taken.add(event);
        }
        return taken;
    }

    private static List<EmotionReading> readings(List<EmotionEvent> events) {
        List<EmotionReading> readings = new ArrayList<>();
        for (EmotionEvent event : events) {
            if (event instanceof EmotionEvent.Read read) {
                readings.add(read.reading());
            }
        }
        return readings;
    }

    @Test
    void raisesHoldsAndCalmsAngerWithItsTimes() {
        EmotionOptions options = EmotionOptions.defaults().withAngerTimes(0.5, 1.5, 2);
        try (EmotionStream stream = classifier.newStream(options)) {
            say(stream, calmThenLoudThenCalm());
            stream.finish();
            List<EmotionEvent> anger = take(stream);
            anger.removeIf(event -> event instanceof EmotionEvent.Read);
            EmotionEvent.AngerRaised raised =
                    assertInstanceOf(EmotionEvent.AngerRaised.class, anger.get(0));
            assertTrue(raised.atSeconds() > 3.9 && raised.atSeconds() < 6, raised.toString());
            assertTrue(raised.level() >= 60, raised.toString());
            EmotionEvent.AngerHeld held =
                    assertInstanceOf(EmotionEvent.AngerHeld.class, anger.get(1));
            assertEquals(raised.atSeconds(), held.raisedAtSeconds());
            EmotionEvent last = anger.get(anger.size() - 1);
            EmotionEvent.AngerCalmed calmed =
                    assertInstanceOf(EmotionEvent.AngerCalmed.class, last);
            assertEquals(raised.atSeconds(), calmed.raisedAtSeconds());
            assertTrue(calmed.atSeconds() > 10 && calmed.atSeconds() < 15, calmed.toString());
            assertTrue(calmed.peakLevel() > 90, calmed.toString());
            assertTrue(stream.angerLevel() < 20);
        }
    }

    @Test
    void readsCalibratedProbabilitiesOfVoicedSpeechOnly() {
        try (EmotionStream stream = classifier.newStream()) {
            say(stream, calmThenLoudThenCalm());
            stream.finish();
            List<EmotionReading> readings = readings(take(stream));
            assertTrue(readings.size() >= 28 && readings.size() <= 34, readings.toString());
            double before = 0;
            for (EmotionReading reading : readings) {
                assertTrue(reading.startSeconds() >= 0.2, reading.toString());
                assertTrue(reading.endSeconds() <= 16.1, reading.toString());
                assertTrue(reading.endSeconds() > before, reading.toString());
                before = reading.endSeconds();
                float sum = reading.probability("neutral") + reading.probability("anger");
                assertEquals(1, sum, 1e-5);
                assertEquals(reading.anger(), reading.arousal());
            }
            EmotionReading loud = readings.get(14);
            assertEquals("anger", loud.label());
            double power = 0.9 * 0.9 * 0.25 * 0.5 * (1 - Math.pow(0.25, 6)) / 0.75;
            double logOdds = 200 * (power - EmotionModels.ANGRY_POWER);
            assertEquals(1 / (1 + Math.exp(-logOdds)), loud.anger(), 2e-3);
        }
    }

    @Test
    void saysNothingAboutSilenceNoiseClicksAndDirectCurrent() {
        try (EmotionStream stream = classifier.newStream()) {
            say(stream, Voice.silence(RATE_HZ, 5));
            say(stream, Voice.noise(RATE_HZ, 5, 0.3, 7));
            float[] constant = new float[RATE_HZ * 5];
            java.util.Arrays.fill(constant, 0.7f);
            say(stream, constant);
            float[] clicks = new float[RATE_HZ * 5];
            for (int i = 0; i < clicks.length; i += 7919) {
                clicks[i] = 1;
            }
            say(stream, clicks);
            stream.finish();
            assertEquals(List.of(), take(stream));
            assertEquals(0, stream.angerLevel());
        }
    }

    @Test
    void namesNoEmotionWhenUnsure() {
        EmotionOptions options = EmotionOptions.defaults().withUnsureBelow(0.999);
        try (EmotionStream stream = classifier.newStream(options)) {
            say(stream, Voice.vowel(RATE_HZ, 2, 0.4));
            stream.finish();
            EmotionReading reading = readings(take(stream)).get(1);
            assertTrue(reading.isUnknown(), reading.toString());
            assertEquals(EmotionReading.UNKNOWN, reading.label());
            assertThrows(IllegalArgumentException.class, () -> reading.probability("joy"));
        }
    }

    @Test
    void readsMoreOftenWhenAsked() {
        int usual;
        try (EmotionStream stream = classifier.newStream()) {
            say(stream, Voice.vowel(RATE_HZ, 5, 0.4));
            usual = take(stream).size();
        }
        EmotionOptions often = EmotionOptions.defaults().withHop(0.1);
        try (EmotionStream stream = classifier.newStream(often)) {
            say(stream, Voice.vowel(RATE_HZ, 5, 0.4));
            assertTrue(readings(take(stream)).size() > 4 * usual);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hearsTheSameHoweverTheSamplesAreCut(long seed) {
        Random random = new Random(seed);
        float[] sound = calmThenLoudThenCalm();
        List<String> whole = hear(sound, null);
        assertTrue(whole.size() > 20, whole.toString());
        assertEquals(whole, hear(sound, random));
    }

    private List<String> hear(float[] sound, Random cuts) {
        List<String> heard = new ArrayList<>();
        try (EmotionStream stream =
                classifier.newStream(
                        EmotionOptions.defaults(), event -> heard.add(describe(event)))) {
            int at = 0;
            while (at < sound.length) {
                int length = cuts == null ? sound.length : cuts.nextInt(5000);
                length = Math.min(length, sound.length - at);
                stream.accept(sound, at, length, FLOATS);
                at += length;
            }
            stream.finish();
            assertNull(stream.poll());
        }
        return heard;
    }

    private static String describe(EmotionEvent event) {
        return event instanceof EmotionEvent.Read read
                ? read.reading() + " " + read.reading().probabilities()
                : event.toString();
    }

    @Test
    void keepsStreamsApart() {
        float[] loud = Voice.vowel(RATE_HZ, 3, 0.9);
        float[] calm = Voice.vowel(RATE_HZ, 3, 0.1);
        try (EmotionStream one = classifier.newStream();
                EmotionStream other = classifier.newStream()) {
            for (int at = 0; at < loud.length; at += 1600) {
                one.accept(loud, at, 1600, FLOATS);
                other.accept(calm, at, 1600, FLOATS);
            }
            for (EmotionReading reading : readings(take(one))) {
                assertEquals("anger", reading.label());
            }
            for (EmotionReading reading : readings(take(other))) {
                assertEquals("neutral", reading.label());
            }
            assertTrue(one.angerLevel() > 90 && other.angerLevel() < 10);
        }
    }

    @Test
    void beginsAnewAfterReset() {
        try (EmotionStream stream = classifier.newStream()) {
            say(stream, Voice.vowel(RATE_HZ, 3, 0.9));
            stream.finish();
            assertThrows(ClosedException.class, () -> say(stream, new float[10]));
            stream.reset();
            assertNull(stream.poll());
            assertEquals(0, stream.angerLevel());
            float[] again = Voice.vowel(8_000, 2, 0.1);
            stream.accept(again, 0, again.length, PcmFormat.monoFloat32(8_000));
            stream.finish();
            List<EmotionReading> readings = readings(take(stream));
            assertFalse(readings.isEmpty());
            assertTrue(readings.get(0).startSeconds() < 0.1);
            assertEquals("neutral", readings.get(0).label());
        }
    }

    @Test
    void refusesToBeEnteredTwiceAndAfterClose() {
        EmotionStream[] streams = new EmotionStream[1];
        List<RuntimeException> refusals = new ArrayList<>();
        streams[0] =
                classifier.newStream(
                        EmotionOptions.defaults(),
                        event -> {
                            try {
                                streams[0].poll();
                            } catch (RuntimeException e) {
                                refusals.add(e);
                            }
                            streams[0].close();
                        });
        say(streams[0], Voice.vowel(RATE_HZ, 3, 0.9));
        assertInstanceOf(ConcurrentUseException.class, refusals.get(0));
        assertThrows(ClosedException.class, () -> streams[0].poll());
        assertThrows(ClosedException.class, () -> streams[0].finish());
    }

    @Test
    void opensNoStreamOnAClosedClassifier() {
        classifier.close();
        classifier.close();
        assertThrows(ClosedException.class, () -> classifier.newStream());
        assertEquals(List.of("neutral", "anger"), classifier.describe().labels());
        assertNotEquals("", classifier.diagnostics().engine());
    }

    @Test
    void refusesOptionsThatCannotWork() {
        EmotionOptions options = EmotionOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.withChannel(-2));
        assertThrows(IllegalArgumentException.class, () -> options.withHop(0));
        assertThrows(IllegalArgumentException.class, () -> options.withHop(61));
        assertThrows(IllegalArgumentException.class, () -> options.withHop(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> options.withUnsureBelow(1.1));
        assertThrows(IllegalArgumentException.class, () -> options.withUnsureBelow(-1));
        assertThrows(IllegalArgumentException.class, () -> options.withAngerLevels(40, 60));
        assertThrows(IllegalArgumentException.class, () -> options.withAngerTimes(-1, 1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> options.withAngerSmoothing(1, Double.NaN));
    }
}
