package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
import org.ossicle.engine.EngineLookup;

/** The embedded emotion model through the native engine: its answers and what they cost. */
class EmotionStreamTest {
    private static final int RATE_HZ = 16_000;
    private static final int CHUNK = RATE_HZ / 50;
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(RATE_HZ);
    private static final int ROUNDS = 8;

    /** A core second per second of sound, at most. */
    private static final double MOST_OF_A_CORE = 0.01;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<EmotionReading> read(float[] sound) {
        List<EmotionReading> readings = new ArrayList<>();
        try (EmotionClassifier classifier = EmotionClassifier.embedded();
                EmotionStream stream = classifier.newStream()) {
            stream.accept(sound, 0, sound.length, FORMAT);
            stream.finish();
            for (EmotionEvent event; (event = stream.poll()) != null; ) {
                if (event instanceof EmotionEvent.Read read) {
                    readings.add(read.reading());
                }
            }
        }
        return readings;
    }

    @Test
    void equalsTheInterpreter() {
        float[] speech = Shared.speech();
        List<EmotionReading> ours = read(speech);
        List<EmotionReading> wanted;
        String before = System.setProperty(EngineLookup.PROPERTY, "interpreter");
        try {
            wanted = read(speech);
        } finally {
            if (before == null) {
                System.clearProperty(EngineLookup.PROPERTY);
            } else {
                System.setProperty(EngineLookup.PROPERTY, before);
            }
        }
        assertTrue(ours.size() > 5, ours.toString());
        assertEquals(wanted.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            assertEquals(wanted.get(i).endSeconds(), ours.get(i).endSeconds());
            for (String label : ours.get(i).labels()) {
                assertEquals(
                        wanted.get(i).probability(label), ours.get(i).probability(label), 1e-4);
            }
        }
    }

    /** Steps, a hum that ends with a bell, a machine that starts, a crowd: nobody to be heard. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void namesNoFeelingOfNoise(int number) {
        float[] noise = Shared.samples(Shared.path("noise/noise" + number + ".flac"));
        for (EmotionReading reading : read(noise)) {
            assertEquals(EmotionReading.UNKNOWN, reading.label(), reading.toString());
        }
    }

    /** The least over some rounds: what the machine does besides is not counted. */
    @Test
    void costsLittleTimeAndNoMemoryBetweenReadings() {
        float[] speech = Shared.speech();
        double seconds = speech.length / (double) RATE_HZ;
        long leastNanos = Long.MAX_VALUE;
        long leastBytes = Long.MAX_VALUE;
        int readings = 0;
        try (EmotionClassifier classifier = EmotionClassifier.embedded();
                EmotionStream stream = classifier.newStream()) {
            for (int round = 0; round < ROUNDS; round++) {
                long nanos = threads.getCurrentThreadCpuTime();
                long quietBytes = 0;
                readings = 0;
                for (int at = 0; at + CHUNK <= speech.length; at += CHUNK) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    stream.accept(speech, at, CHUNK, FORMAT);
                    EmotionEvent event = stream.poll();
                    long used = threads.getCurrentThreadAllocatedBytes() - before;
                    quietBytes += event == null ? used : 0;
                    for (; event != null; event = stream.poll()) {
                        readings++;
                    }
                }
                leastNanos = Math.min(leastNanos, threads.getCurrentThreadCpuTime() - nanos);
                leastBytes = Math.min(leastBytes, quietBytes);
            }
        }
        assertTrue(readings > 5, readings + " readings");
        assertEquals(0, leastBytes, "bytes for chunks that brought no event");
        double share = leastNanos * 1e-9 / seconds;
        assertTrue(share <= MOST_OF_A_CORE, 100 * share + " % of a core");
    }
}
