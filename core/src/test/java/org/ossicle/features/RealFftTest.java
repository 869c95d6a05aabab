package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 26, 30, 32, 50, 64, 98, 100, 128, 160, 200,
                240, 250, 256, 320, 400, 480, 512, 640, 800, 960, 1024, 2048
            })
    void matchesTheDefiningSum(int size) {
        float[] frame = new float[size + 1];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            frame[i] = (float) random.nextGaussian();
        }
        frame[size] = Float.NaN;
        float[] power = new float[size / 2 + 2];
        power[size / 2 + 1] = Float.NaN;

        new RealFft(size).power(frame, power);

        for (int k = 0; k <= size / 2; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < size; n++) {
                double angle = 2 * Math.PI * ((long) n * k % size) / size;
                re += frame[n] * Math.cos(angle);
                im -= frame[n] * Math.sin(angle);
            }
            assertEquals(re * re + im * im, power[k], 2e-6 * size, "bin " + k);
        }
        assertEquals(Float.NaN, power[size / 2 + 1]);
    }

    @Test
    void givesTheSameAnswerAgain() {
        RealFft fft = new RealFft(512);
        float[] frame = new float[512];
        frame[3] = 1;
        float[] first = new float[257];
        float[] second = new float[257];
        fft.power(frame, first);
        fft.power(frame, second);
        assertArrayEquals(first, second);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -2, 1, 401})
    void refusesLengthsThatAreNotEven(int size) {
        assertThrows(IllegalArgumentException.class, () -> new RealFft(size));
    }
}
