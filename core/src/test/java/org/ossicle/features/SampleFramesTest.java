package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ossicle.error.AudioException;

class SampleFramesTest {
    @Test
    void cutsSamplesIntoHops() {
        SampleFrames frames = new SampleFrames(3, 2, 4);
        float[] samples = {1, 2, 3, 4, 5, 6, 7, 8};
        assertEquals(2, frames.accept(samples, 0, 2));
        assertEquals(0, frames.framesReady());
        assertEquals(6, frames.accept(samples, 2, 6));
        assertEquals(2, frames.framesReady());
        float[] got = new float[6];
        frames.copyFrames(0, 2, got, 0);
        assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12}, got);
        frames.inputFinished();
        assertTrue(frames.isFinished());
        assertEquals(2, frames.framesReady(), "the rest fills no hop");
        assertThrows(IllegalStateException.class, () -> frames.accept(samples, 0, 1));
        frames.reset();
        assertEquals(3, frames.accept(samples, 0, 3));
        assertEquals(1, frames.framesReady());
    }

    @Test
    void takesNoMoreThanItCanHold() {
        SampleFrames frames = new SampleFrames(2, 1, 2);
        assertEquals(4, frames.accept(new float[7], 0, 7));
        frames.discardBefore(1);
        assertEquals(2, frames.accept(new float[3], 0, 3));
    }

    @Test
    void refusesWhatCannotWork() {
        assertThrows(IllegalArgumentException.class, () -> new SampleFrames(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SampleFrames(1, 1, 0));
        SampleFrames frames = new SampleFrames(2, 1, 2);
        float[] bad = {0, 0, Float.POSITIVE_INFINITY};
        assertThrows(AudioException.class, () -> frames.accept(bad, 0, 3));
        assertEquals(0, frames.framesReady());
    }
}
