package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The signal and the values of core/src/test/python/golden_features.py. */
final class Golden {
    private Golden() {}

    /** The synthetic signal, in [-1, 1]. */
    static float[] signal() {
        ByteBuffer pcm = resource("signal.s16");
        float[] samples = new float[pcm.remaining() / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pcm.getShort() / 32768f;
        }
        return samples;
    }

    static float[] values(String name) {
        ByteBuffer bytes = resource(name + ".f32");
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    static void assertMatches(String name, float[] actual, int dim, double tolerance) {
        float[] expected = values(name);
        assertEquals(expected.length, actual.length, () -> "number of values of " + name);
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Float.isFinite(actual[i]), "not finite at " + i);
            if (Math.abs(expected[i] - actual[i]) > Math.abs(expected[worst] - actual[worst])) {
                worst = i;
            }
        }
        int at = worst;
        assertEquals(
                expected[at],
                actual[at],
                tolerance,
                () ->
                        name
                                + ", frame "
                                + at / dim
                                + ", bin "
                                + at % dim
                                + "; the script golden_features.py makes these values");
    }

    private static ByteBuffer resource(String name) {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            assertNotNull(in, "no resource " + name + "; run golden_features.py");
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
