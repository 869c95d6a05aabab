package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.FLOAT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.OssicleException;
import org.ossicle.onnx.ModelBuilder;

/** The kinds of emotion models that can be brought, and what is said about those that cannot. */
class EmotionClassifierTest {
    @TempDir Path folder;

    private static List<EmotionReading> read(EmotionClassifier classifier, float[] sound) {
        List<EmotionReading> readings = readOrNothing(classifier, sound);
        assertFalse(readings.isEmpty());
        return readings;
    }

    private static List<EmotionReading> readOrNothing(EmotionClassifier classifier, float[] sound) {
        List<EmotionReading> readings = new ArrayList<>();
        try (EmotionStream stream =
                classifier.newStream(
                        EmotionOptions.defaults(),
                        event -> {
                            if (event instanceof EmotionEvent.Read read) {
                                readings.add(read.reading());
                            }
                        })) {
            stream.accept(sound, 0, sound.length, PcmFormat.monoFloat32(16_000));
            stream.finish();
        }
        return readings;
    }

    private EmotionClassifier load(ModelBuilder model) throws IOException {
        return EmotionClassifier.load(EmotionModels.write(folder, model));
    }

    @Test
    void readsClassesOverAWaveform() throws IOException {
        try (EmotionClassifier classifier = load(EmotionModels.waveform())) {
            EmotionDescription description = classifier.describe();
            assertEquals(List.of("neutral", "anger"), description.labels());
            assertEquals(16_000, description.sampleRateHz());
            assertEquals(1, description.windowSeconds());
            assertEquals(0.5, description.hopSeconds());
            assertEquals(List.of(folder.resolve("emotion.onnx")), description.files());
            for (EmotionReading reading : read(classifier, Voice.vowel(16_000, 3, 0.9))) {
                assertEquals("anger", reading.label());
            }
        }
    }

    @Test
    void readsNothingOfWhatTheModelTakesForNoVoice() throws IOException {
        float[] loud = Voice.vowel(16_000, 3, 0.9);
        float[] soft = Voice.vowel(16_000, 3, 0.1);
        try (EmotionClassifier classifier = load(EmotionModels.waveformOfVoices())) {
            assertEquals(6, read(classifier, loud).size());
            assertEquals(List.of(), readOrNothing(classifier, soft));
        }
        ModelBuilder lenient = EmotionModels.waveformOfVoices().metadata("voice_from", "0.01");
        try (EmotionClassifier classifier = load(lenient)) {
            assertEquals(6, read(classifier, soft).size());
        }
    }

    @Test
    void refusesAVoiceThatIsMoreThanOneNumber() {
        OssicleException e =
                assertThrows(
                        ModelFormatException.class,
                        () -> load(EmotionModels.waveformOfTwoVoices()));
        assertTrue(e.getMessage().contains("voice_output"), e.getMessage());
    }

    @Test
    void readsDimensionsAsEmotions() throws IOException {
        try (EmotionClassifier classifier = load(EmotionModels.dimensions())) {
            assertEquals(
                    List.of("anger", "happiness", "sadness", "calm", "fear"),
                    classifier.describe().labels());
            assertEquals(8_000, classifier.describe().sampleRateHz());
            List<EmotionReading> readings = read(classifier, Voice.vowel(16_000, 4, 0.3));
            EmotionReading reading = readings.get(readings.size() / 2);
            float a = reading.arousal();
            assertTrue(a > 0.2 && a < 0.6, reading.toString());
            assertEquals(a * 0.875 * 0.25, reading.probability("anger"), 1e-4);
            assertEquals(a * 0.875 * 0.75, reading.probability("fear"), 1e-4);
            assertEquals(a * 0.125, reading.probability("happiness"), 1e-4);
            assertEquals((1 - a) * 0.875, reading.probability("sadness"), 1e-4);
            assertEquals((1 - a) * 0.125, reading.probability("calm"), 1e-4);
        }
    }

    @Test
    void readsProbabilitiesOfFramesOverLogMels() throws IOException {
        try (EmotionClassifier classifier = load(EmotionModels.fbank())) {
            assertEquals(List.of("angry", "neutral"), classifier.describe().labels());
            EmotionReading dull = read(classifier, Voice.vowel(16_000, 2, 0.5, 0.2)).get(1);
            EmotionReading bright = read(classifier, Voice.vowel(16_000, 2, 0.5, 1.4)).get(1);
            assertTrue(bright.anger() > 1.03 * dull.anger(), bright + " " + dull);
        }
    }

    @Test
    void readsClassesOverFunctionals() throws IOException {
        try (EmotionClassifier classifier = load(EmotionModels.functionals())) {
            assertEquals(2, classifier.describe().windowSeconds());
            List<EmotionReading> readings = read(classifier, Voice.vowel(16_000, 4, 0.3));
            assertEquals(7, readings.size(), readings.toString());
            for (EmotionReading reading : readings) {
                assertEquals(0.5, reading.anger(), 0.01, "150 Hz are 0 octaves");
            }
            EmotionReading low = read(classifier, half(Voice.vowel(16_000, 2, 0.3))).get(1);
            assertEquals(1 / (1 + Math.exp(4)), low.anger(), 2e-3, "75 Hz are -1 octave");
        }
    }

    /** The same sound at half the speed. */
    private static float[] half(float[] sound) {
        float[] slow = new float[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            slow[2 * i] = sound[i];
            slow[2 * i + 1] = (sound[i] + sound[Math.min(i + 1, sound.length - 1)]) / 2;
        }
        return slow;
    }

    @ParameterizedTest
    @CsvSource({"feature_set, theirs", "sample_rate, 8000", "min_seconds, 0.1"})
    void refusesFunctionalsOfAnotherDefinition(String key, String value) {
        ModelBuilder model = EmotionModels.functionals().metadata(key, value);
        OssicleException e = assertThrows(ModelFormatException.class, () -> load(model));
        assertTrue(e.getMessage().contains(key), e.getMessage());
    }

    @Test
    void takesTheOnlyModelOfAFolder() throws IOException {
        EmotionModels.write(folder, EmotionModels.waveform());
        EmotionClassifier.load(folder).close();
        Files.write(folder.resolve("other.onnx"), EmotionModels.fbank().build());
        ModelFileException two =
                assertThrows(ModelFileException.class, () -> EmotionClassifier.load(folder));
        assertTrue(two.getMessage().contains("other.onnx"), two.getMessage());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThrows(ModelFileException.class, () -> EmotionClassifier.load(empty));
        Path missing = folder.resolve("missing.onnx");
        assertThrows(ModelFileException.class, () -> EmotionClassifier.load(missing));
    }

    /** Metadata that is wrong; of equal keys the last counts. */
    @ParameterizedTest
    @CsvSource({
        "model_type, zipformer2, model_type",
        "labels, 'neutral,calm', anger",
        "labels, 'neutral,anger,joy', labels",
        "labels, 'anger,anger', distinct",
        "output, scores, logits",
        "output, dimensions, valence",
        "output_name, nothing, nothing",
        "sample_rate, 16025, 100",
        "sample_rate, fast, sample_rate",
        "normalize_samples, -1, normalize_samples",
        "window_seconds, 0, window_seconds",
        "window_seconds, NaN, window_seconds",
        "window_seconds, 1e9, window_seconds",
        "hop_seconds, -1, hop_seconds",
        "min_seconds, 5, window_seconds",
        "max_gap_seconds, 100, max_gap_seconds",
        "temperature, 0, temperature",
        "unsure_below, 2, unsure_below",
        "anger_slope, -1, anger_slope",
        "voice_output, nothing, nothing",
        "voice_from, 1.5, voice_from",
        "arousal_labels, joy, joy",
        "input, smell, metadata of an emotion model"
    })
    void saysWhatIsWrongWithMetadata(String key, String value, String named) {
        ModelBuilder model = EmotionModels.waveform().metadata(key, value);
        OssicleException e = assertThrows(ModelFormatException.class, () -> load(model));
        assertTrue(e.getMessage().contains(named), e.getMessage());
        assertTrue(e.getMessage().contains("emotion.onnx") || key.contains("labels"), e + "");
    }

    @Test
    void refusesAWindowThatTheModelDoesNotHave() {
        ModelBuilder model = EmotionModels.fbank().metadata("window_seconds", "1");
        OssicleException e = assertThrows(ModelFormatException.class, () -> load(model));
        assertTrue(e.getMessage().contains("window"), e.getMessage());
    }

    @Test
    void refusesASecondInput() {
        ModelBuilder model = EmotionModels.waveform().input("lengths", FLOAT, 1);
        OssicleException e = assertThrows(ModelFormatException.class, () -> load(model));
        assertTrue(e.getMessage().contains("one input"), e.getMessage());
    }

    @Test
    void takesTheOutputThatIsNamed() throws IOException {
        ModelBuilder two = EmotionModels.waveform().output("scaled", FLOAT, "N", 2);
        assertThrows(ModelFormatException.class, () -> load(two));
        load(two.metadata("output_name", "logits")).close();
    }
}
