package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;
import org.ossicle.EmotionStream;
import org.ossicle.audio.PcmFormat;
import org.ossicle.emotion.functionals.DescriptorFrames;
import org.ossicle.emotion.functionals.Excerpt;
import org.ossicle.engine.PlanState;

/** The emotion model inside the jar, against the one that was trained. */
class EmbeddedEmotionTest {
    private static final double TOLERANCE = 1e-3;
    private static final int REPEATS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"anger", "sadness"})
    void givesTheLogitsOfTheTrainedModel(String label) {
        float[] frames = Excerpt.of(label).frames();
        List<String> lines = Excerpt.lines(label + ".logits.csv");
        String[] expected = lines.get(0).split(",");
        LoadSettings settings = LoadSettings.withUsualCache(false);
        try (OnnxEmotionModel model = (OnnxEmotionModel) EmotionFamilies.embedded(settings);
                PlanState state = model.newState()) {
            FloatBuffer input = state.input(0).asFloatBuffer();
            int count = frames.length / DescriptorFrames.DIM;
            model.frontEnd().newWriter().write(frames, count, input);
            state.run();
            FloatBuffer logits = state.output(model.outputs().scores()).asFloatBuffer();
            assertEquals(expected.length, logits.capacity());
            for (int i = 0; i < expected.length; i++) {
                double wanted = Double.parseDouble(expected[i]);
                assertEquals(wanted, logits.get(i), TOLERANCE * Math.max(1, Math.abs(wanted)));
            }
            double wanted = Double.parseDouble(lines.get(1));
            FloatBuffer voice = state.output(model.outputs().voice()).asFloatBuffer();
            assertEquals(wanted, voice.get(0), TOLERANCE * Math.max(1, Math.abs(wanted)));
            assertTrue(wanted > 2, "an actor speaks");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anger", "sadness"})
    void namesTheEmotionOfAVoiceItWasTrainedOn(String label) {
        float[] samples = Excerpt.of(label).samples();
        List<EmotionReading> readings = new ArrayList<>();
        try (EmotionClassifier classifier = EmotionClassifier.embedded();
                EmotionStream stream = classifier.newStream()) {
            for (int i = 0; i < REPEATS; i++) {
                stream.accept(samples, 0, samples.length, PcmFormat.monoFloat32(16_000));
            }
            stream.finish();
            for (EmotionEvent event; (event = stream.poll()) != null; ) {
                if (event instanceof EmotionEvent.Read read) {
                    readings.add(read.reading());
                }
            }
            assertTrue(readings.size() >= 6, readings.toString());
            long right = readings.stream().filter(r -> r.label().equals(label)).count();
            assertTrue(2 * right > readings.size(), readings.toString());
            boolean angry = stream.angerLevel() > 60;
            assertEquals(label.equals("anger"), angry, "level " + stream.angerLevel());
        }
    }

    @Test
    void tellsTheSevenEmotionsApart() {
        try (EmotionClassifier classifier = EmotionClassifier.embedded()) {
            assertEquals(
                    List.of(
                            "anger",
                            "boredom",
                            "disgust",
                            "fear",
                            "happiness",
                            "sadness",
                            "neutral"),
                    classifier.describe().labels());
            assertEquals(List.of(), classifier.describe().files());
            assertTrue(classifier.describe().weightBytes() < 700_000);
        }
    }
}
