package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameGridTest {
    @Test
    void placesKaldiFramesAroundTheMiddleOfTheirHop() {
        FrameGrid grid = new FrameGrid(Framing.MIRRORED_EDGES, 400, 160);
        assertEquals(-120, grid.start(0));
        assertEquals(40, grid.start(1));
        assertEquals(1, grid.finalFrames(80));
        assertEquals(0, grid.finalFrames(79));
        assertEquals(100, grid.finalFrames(16_000));
    }

    @Test
    void placesSnippedFramesFromTheFirstSample() {
        FrameGrid grid = new FrameGrid(Framing.SNIP_EDGES, 400, 160);
        assertEquals(0, grid.start(0));
        assertEquals(0, grid.finalFrames(399));
        assertEquals(1, grid.finalFrames(559));
        assertEquals(98, grid.finalFrames(16_000));
    }

    @Test
    void placesCentredFramesOnMultiplesOfTheHop() {
        FrameGrid grid = new FrameGrid(Framing.CENTRED_ZERO_EDGES, 400, 160);
        assertEquals(-200, grid.start(0));
        assertEquals(100, grid.finalFrames(16_000));
        assertEquals(0, grid.finalFrames(159));
    }

    @Test
    void findsWhatStandsInForSamplesOutside() {
        FrameGrid mirrored = new FrameGrid(Framing.MIRRORED_EDGES, 8, 4);
        long[] mirror = {2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0};
        FrameGrid reflected = new FrameGrid(Framing.CENTRED_REFLECTED_EDGES, 8, 4);
        long[] reflection = {0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2};
        FrameGrid zero = new FrameGrid(Framing.CENTRED_ZERO_EDGES, 8, 4);
        for (int i = 0; i < mirror.length; i++) {
            assertEquals(mirror[i], mirrored.source(i - 4, 3), "mirrored at " + (i - 4));
            assertEquals(reflection[i], reflected.source(i - 4, 3), "reflected at " + (i - 4));
            long expected = i >= 4 && i < 7 ? i - 4 : FrameGrid.SILENCE;
            assertEquals(expected, zero.source(i - 4, 3), "zero at " + (i - 4));
        }
        assertEquals(0, reflected.source(-3, 1));
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void neverWithdrawsAFrameWhenTheSignalEnds(Framing framing) {
        for (int length = 2; length < 40; length++) {
            for (int hop = 1; hop < 30; hop++) {
                FrameGrid grid = new FrameGrid(framing, length, hop);
                for (int samples = 0; samples < 120; samples++) {
                    long complete = grid.completeFrames(samples);
                    long whole = grid.finalFrames(samples);
                    assertTrue(
                            complete <= whole,
                            framing + " L " + length + " H " + hop + " n " + samples);
                }
            }
        }
    }
}
