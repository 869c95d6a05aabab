package org.ossicle.emotion.functionals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors and functionals against those of the training recipe, on two recorded voices. */
class FunctionalsParityTest {
    private static final int EVERY = 8;

    /** Of the value, or absolute below 1. */
    private static final double TOLERANCE = 1e-4;

    private static double error(double expected, double found) {
        return Math.abs(expected - found) / Math.max(1, Math.abs(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anger", "sadness"})
    void descriptorsEqualTheRecipes(String label) {
        Excerpt excerpt = Excerpt.of(label);
        float[] frames = excerpt.frames();
        int count = frames.length / DescriptorFrames.DIM;
        assertEquals(excerpt.descriptors().size(), (count + EVERY - 1) / EVERY);
        for (int i = 0; i < excerpt.descriptors().size(); i++) {
            String[] row = excerpt.descriptors().get(i).split(",");
            assertEquals(DescriptorFrames.DIM, row.length);
            for (int column = 0; column < row.length; column++) {
                double expected = Double.parseDouble(row[column]);
                float found = frames[i * EVERY * DescriptorFrames.DIM + column];
                double error = error(expected, found);
                assertTrue(
                        error <= TOLERANCE,
                        "frame " + i * EVERY + " column " + column + ": " + expected + " " + found);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anger", "sadness"})
    void functionalsEqualTheRecipes(String label) {
        Excerpt excerpt = Excerpt.of(label);
        float[] frames = excerpt.frames();
        int count = frames.length / DescriptorFrames.DIM;
        float[] row = new float[Functionals.count()];
        assertEquals(excerpt.functionals().size(), row.length);
        new Functionals(200).of(frames, count, row);
        for (int i = 0; i < row.length; i++) {
            String[] line = excerpt.functionals().get(i).split(",");
            double expected = Double.parseDouble(line[1]);
            double error = error(expected, row[i]);
            assertTrue(error <= TOLERANCE, i + " " + line[0] + ": " + expected + " " + row[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anger", "sadness"})
    void contoursEqualTheRecipes(String label) {
        Excerpt excerpt = Excerpt.of(label);
        List<String> steps = Excerpt.lines(label + ".contours.csv");
        float[] frames = excerpt.frames();
        float[] row = new float[Functionals.countWithContours()];
        int count = new Functionals(200).of(frames, frames.length / DescriptorFrames.DIM, row);
        assertEquals(row.length, count);
        assertEquals(ContourGrid.STEPS / EVERY, steps.size());
        for (int i = 0; i < steps.size(); i++) {
            String[] step = steps.get(i).split(",");
            assertEquals(ContourGrid.COLUMNS, step.length);
            for (int column = 0; column < step.length; column++) {
                double expected = Double.parseDouble(step[column]);
                int at = Functionals.count() + i * EVERY * ContourGrid.COLUMNS + column;
                assertTrue(
                        error(expected, row[at]) <= TOLERANCE,
                        "step "
                                + i * EVERY
                                + " column "
                                + column
                                + ": "
                                + expected
                                + " "
                                + row[at]);
            }
        }
    }

    @Test
    void functionalsDoNotDependOnTheLevel() {
        Excerpt excerpt = Excerpt.of("anger");
        float[] louder = excerpt.samples().clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] *= 1.7f;
        }
        float[] frames = excerpt.frames();
        float[] louderFrames = new Excerpt(louder, null, null).frames();
        int count = frames.length / DescriptorFrames.DIM;
        float[] row = new float[Functionals.count()];
        float[] louderRow = new float[row.length];
        Functionals functionals = new Functionals(count);
        functionals.of(frames, count, row);
        functionals.of(louderFrames, count, louderRow);
        for (int i = 0; i < row.length; i++) {
            assertEquals(row[i], louderRow[i], 2e-2, excerpt.functionals().get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "noise", "constant", "click", "tone", "square"})
    void whateverTheSoundTheNumbersAreFinite(String kind) {
        float[] sound = new float[16_000];
        Random random = new Random(1);
        for (int i = 0; i < sound.length; i++) {
            sound[i] =
                    switch (kind) {
                        case "noise" -> (float) random.nextGaussian();
                        case "constant" -> 1;
                        case "click" -> i == 7_000 ? 1 : 0;
                        case "tone" -> (float) Math.sin(i * 0.1);
                        case "square" -> i / 50 % 2 * 2 - 1;
                        default -> 0;
                    };
        }
        float[] frames = new Excerpt(sound, null, null).frames();
        float[] row = new float[Functionals.countWithContours()];
        for (int count : new int[] {Functionals.FEWEST_FRAMES, 20, 97}) {
            new Functionals(97).of(frames, count, row);
            for (int i = 0; i < row.length; i++) {
                assertTrue(Float.isFinite(row[i]), kind + " " + count + " frames: number " + i);
            }
        }
    }

    @Test
    void aWindowOfFewOrManyFramesIsRefused() {
        Functionals functionals = new Functionals(50);
        float[] frames = new float[60 * DescriptorFrames.DIM];
        float[] row = new float[Functionals.count()];
        assertThrows(
                IllegalArgumentException.class,
                () -> functionals.of(frames, Functionals.FEWEST_FRAMES - 1, row));
        assertThrows(IllegalArgumentException.class, () -> functionals.of(frames, 51, row));
        assertThrows(IllegalArgumentException.class, () -> new Functionals(7));
    }

    @Test
    void framesDoNotDependOnHowSamplesAreCut() {
        Excerpt excerpt = Excerpt.of("sadness");
        float[] whole = excerpt.frames();
        DescriptorFrames frames = new DescriptorFrames(3);
        Random random = new Random(4);
        float[] frame = new float[DescriptorFrames.DIM];
        long next = 0;
        int at = 0;
        while (at < excerpt.samples().length) {
            int length = Math.min(random.nextInt(900), excerpt.samples().length - at);
            at += frames.accept(excerpt.samples(), at, length);
            for (; next < frames.framesReady(); next++) {
                frames.copyFrames(next, 1, frame, 0);
                int from = (int) next * DescriptorFrames.DIM;
                int mismatch =
                        Arrays.mismatch(whole, from, from + frame.length, frame, 0, frame.length);
                assertEquals(-1, mismatch, "frame " + next);
                frames.discardBefore(next + 1);
            }
        }
        assertEquals(whole.length / DescriptorFrames.DIM, next);
        assertThrows(IndexOutOfBoundsException.class, () -> frames.copyFrames(0, 1, frame, 0));
    }

    @Test
    void allocatesNothingOnceMade() {
        Excerpt excerpt = Excerpt.of("anger");
        DescriptorFrames frames = new DescriptorFrames(200);
        float[] window = new float[117 * DescriptorFrames.DIM];
        float[] row = new float[Functionals.countWithContours()];
        Functionals functionals = new Functionals(200);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            frames.reset();
            frames.accept(excerpt.samples(), 0, excerpt.samples().length);
            frames.copyFrames(0, 117, window, 0);
            functionals.of(window, 117, row);
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertEquals(0, least);
    }
}
