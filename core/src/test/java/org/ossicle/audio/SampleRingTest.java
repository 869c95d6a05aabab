package org.ossicle.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRingTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void behavesAsAnEndlessListWithAMovingStart(long seed) {
        Random random = new Random(seed);
        float[] all = new float[5_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextFloat();
        }
        SampleRing ring = new SampleRing(1 + random.nextInt(60));
        while (ring.end() < all.length - 60) {
            int count = random.nextInt(ring.free() + 1);
            ring.append(all, (int) ring.end(), count);
            int held = (int) (ring.end() - ring.begin());
            int skip = random.nextInt(held + 1);
            int length = random.nextInt(held - skip + 1);
            float[] copied = new float[length + 2];
            ring.copy(ring.begin() + skip, copied, 1, length);
            int from = (int) ring.begin() + skip;
            assertArrayEquals(
                    Arrays.copyOfRange(all, from, from + length),
                    Arrays.copyOfRange(copied, 1, 1 + length));
            if (skip < held) {
                assertEquals(all[from], ring.get(from));
            }
            if (random.nextInt(3) > 0) {
                ring.discardBefore(ring.begin() + random.nextInt(held + 5));
            }
        }
    }

    @Test
    void refusesWhatItCannotHoldOrDoesNotHold() {
        SampleRing ring = new SampleRing(4);
        ring.append(new float[] {1, 2, 3}, 0, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> ring.append(new float[2], 0, 2));
        assertEquals(3, ring.end());
        assertEquals(1, ring.free());
        assertThrows(IndexOutOfBoundsException.class, () -> ring.get(3));
        ring.discardBefore(2);
        assertThrows(IndexOutOfBoundsException.class, () -> ring.get(1));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.copy(2, new float[2], 0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.copy(2, new float[1], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SampleRing(0));
    }

    @Test
    void discardsNoMoreThanThereIsAndNeverBackwards() {
        SampleRing ring = new SampleRing(4);
        ring.append(new float[] {1, 2, 3}, 0, 3);
        ring.discardBefore(100);
        assertEquals(3, ring.begin());
        ring.discardBefore(1);
        assertEquals(3, ring.begin());
        ring.append(new float[] {4, 5, 6, 7}, 0, 4);
        assertEquals(7, ring.get(6));
        ring.reset();
        assertEquals(0, ring.end());
        assertEquals(4, ring.free());
    }
}
