package org.ossicle.emotion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
    private static final WindowOptions OPTIONS = new WindowOptions(2, 5, 3, 4, 2);

    /** Features that tell which frame they belong to. */
    private static float[] frame(long number) {
        return new float[] {number, number + 0.5f};
    }

    private static List<Long> contents(SlidingWindow window, int frames) {
        float[] features = new float[2 * frames];
        window.copyTo(features);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            assertEquals(features[2 * i] + 0.5f, features[2 * i + 1]);
            numbers.add((long) features[2 * i]);
        }
        return numbers;
    }

    private static List<Long> dueAfter(SlidingWindow window, long from, long to) {
        List<Long> due = new ArrayList<>();
        for (long n = from; n < to; n++) {
            if (window.accept(n, frame(n), 0)) {
                due.add(n);
            }
        }
        return due;
    }

    @Test
    void comesDueAfterTheLeastFramesAndThenEveryHop() {
        assertEquals(List.of(13L, 16L, 19L, 22L), dueAfter(new SlidingWindow(OPTIONS), 10, 24));
    }

    @Test
    void holdsTheLatestFramesInOrder() {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        for (long n = 0; n < 30; n++) {
            window.accept(n, frame(n), 0);
            if (n >= 4) {
                assertEquals(List.of(n - 4, n - 3, n - 2, n - 1, n), contents(window, 5));
                assertEquals(n - 4, window.firstFrame());
                assertEquals(n, window.lastFrame());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0 0 0 0 0", "2, 0 1 0 1 0", "3, 0 1 2 0 1", "4, 0 1 2 3 0", "5, 0 1 2 3 4"})
    void repeatsItsFramesUntilItIsFull(int frames, String expected) {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        dueAfter(window, 0, frames);
        assertEquals(frames, window.framesHeld());
        StringBuilder found = new StringBuilder();
        contents(window, 5).forEach(n -> found.append(' ').append(n));
        assertEquals(expected, found.substring(1));
    }

    @Test
    void repeatsAnyNumberOfFramesInAnyWindow() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int size = 1 + random.nextInt(40);
            SlidingWindow window = new SlidingWindow(new WindowOptions(2, size, 1, 1, 0));
            int frames = 1 + random.nextInt(size);
            dueAfter(window, 0, frames);
            List<Long> found = contents(window, size);
            for (int i = 0; i < size; i++) {
                assertEquals(i % frames, found.get(i));
            }
        }
    }

    @Test
    void leavesOutAShortPause() {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        dueAfter(window, 0, 4);
        assertEquals(List.of(8L), dueAfter(window, 6, 9));
        assertEquals(List.of(2L, 3L, 6L, 7L, 8L), contents(window, 5));
    }

    @Test
    void startsAfreshAfterALongPause() {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        dueAfter(window, 0, 9);
        assertEquals(List.of(15L, 18L), dueAfter(window, 12, 19));
        window.reset();
        dueAfter(window, 0, 9);
        dueAfter(window, 12, 13);
        assertEquals(List.of(12L, 12L, 12L, 12L, 12L), contents(window, 5));
        assertEquals(12, window.firstFrame());
    }

    @ParameterizedTest
    @CsvSource({
        "0, false", "1, false", "2, true", "3, true", // of 4 frames before the first window
        "4, false", "5, false", "6, true", "7, false", // of hops of 3 after it
    })
    void givesALastWindowIfEnoughIsNew(int frames, boolean due) {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        dueAfter(window, 0, frames);
        assertEquals(due, window.finish());
        assertFalse(window.finish(), "nothing is new any more");
    }

    @Test
    void goesOnAfterALastWindow() {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        dueAfter(window, 0, 3);
        assertTrue(window.finish());
        assertEquals(List.of(6L, 9L), dueAfter(window, 4, 10));
    }

    @Test
    void takesAFrameFromTheMiddleOfAnArray() {
        SlidingWindow window = new SlidingWindow(new WindowOptions(2, 1, 1, 1, 0));
        window.accept(0, new float[] {1, 2, 3, 4, 5}, 2);
        float[] features = new float[2];
        window.copyTo(features);
        assertArrayEquals(new float[] {3, 4}, features);
        assertThrows(IndexOutOfBoundsException.class, () -> window.accept(1, new float[5], 4));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 5})
    void refusesFramesThatDoNotFollow(long number) {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        window.accept(5, frame(5), 0);
        assertThrows(IllegalArgumentException.class, () -> window.accept(number, frame(number), 0));
        assertEquals(5, window.lastFrame());
    }

    @Test
    void hasNothingToGiveBeforeTheFirstFrame() {
        SlidingWindow window = new SlidingWindow(OPTIONS);
        assertThrows(IllegalStateException.class, () -> window.copyTo(new float[10]));
        assertThrows(IllegalStateException.class, window::firstFrame);
        assertThrows(IllegalStateException.class, window::lastFrame);
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1,1,0",
        "1,0,1,1,0",
        "1,1,0,1,0",
        "1,1,1,0,0",
        "1,3,1,4,0",
        "1,1,1,1,-1",
        "65536,65536,1,1,0",
    })
    void refusesImpossibleOptions(int features, int window, int hop, int min, int gap) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new WindowOptions(features, window, hop, min, gap));
    }
}
