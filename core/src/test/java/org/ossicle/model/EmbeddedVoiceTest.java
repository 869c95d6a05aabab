package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;
import org.ossicle.EmotionStream;
import org.ossicle.audio.PcmFormat;
import org.ossicle.emotion.functionals.Excerpt;

/** What is periodic but no voice gets no feeling; a voice in noise does. */
class EmbeddedVoiceTest {
    private static final int RATE_HZ = 16_000;
    private static final int LENGTH = 8 * RATE_HZ;
    private static final int REPEATS = 4;

    /** Sounds that the gate lets pass: they have a pitch, and their level moves. */
    enum Sound {
        /** A hum of the mains that is switched on and off. */
        HUM {
            @Override
            double at(int n) {
                double level = n / (RATE_HZ / 4) % 2 == 0 ? 0.3 : 0.05;
                return level * (tone(n, 100) + 0.5 * tone(n, 200) + 0.3 * tone(n, 300));
            }
        },
        /** Thuds of 80 Hz, two a second. */
        STEPS {
            @Override
            double at(int n) {
                double since = (n % (RATE_HZ / 2)) / (double) RATE_HZ;
                return 0.5 * Math.exp(-since / 0.1) * tone(n, 80) + 0.002 * tone(n, 63);
            }
        },
        /** Beeps of 300 Hz, three a second. */
        BEEPS {
            @Override
            double at(int n) {
                return n % (RATE_HZ / 3) < RATE_HZ / 6 ? 0.3 * tone(n, 300) : 0;
            }
        },
        /** Struck notes of a scale. */
        MUSIC {
            @Override
            double at(int n) {
                int note = n / (RATE_HZ / 4);
                double since = n / (double) RATE_HZ - note / 4.0;
                double hz = 165 * Math.pow(2, note * 5 % 12 / 12.0);
                double sum = tone(n, hz) + 0.4 * tone(n, 2 * hz) + 0.2 * tone(n, 3 * hz);
                return 0.3 * Math.exp(-since / 0.2) * sum;
            }
        };

        abstract double at(int n);

        static double tone(int n, double hz) {
            return Math.sin(2 * Math.PI * hz * n / RATE_HZ);
        }

        float[] samples() {
            float[] samples = new float[LENGTH];
            for (int n = 0; n < LENGTH; n++) {
                samples[n] = (float) at(n);
            }
            return samples;
        }
    }

    private static List<EmotionReading> read(float[] samples) {
        List<EmotionReading> readings = new ArrayList<>();
        try (EmotionClassifier classifier = EmotionClassifier.embedded();
                EmotionStream stream = classifier.newStream()) {
            stream.accept(samples, 0, samples.length, PcmFormat.monoFloat32(RATE_HZ));
            stream.finish();
            for (EmotionEvent event; (event = stream.poll()) != null; ) {
                if (event instanceof EmotionEvent.Read read) {
                    readings.add(read.reading());
                }
            }
        }
        return readings;
    }

    @ParameterizedTest
    @EnumSource
    void givesNoFeelingToWhatIsNoVoice(Sound sound) {
        assertEquals(List.of(), read(sound.samples()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anger", "sadness"})
    void givesOneToAVoiceInNoise(String label) {
        float[] voice = Excerpt.of(label).samples();
        float[] samples = new float[REPEATS * voice.length];
        double power = 0;
        for (float sample : voice) {
            power += (double) sample * sample / voice.length;
        }
        double level = Math.sqrt(power / 10);
        Random random = new Random(4);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = voice[i % voice.length] + (float) (level * random.nextGaussian());
        }
        List<EmotionReading> readings = read(samples);
        assertTrue(readings.size() >= 6, readings.toString());
        long right = readings.stream().filter(r -> r.label().equals(label)).count();
        assertTrue(2 * right > readings.size(), readings.toString());
    }
}
