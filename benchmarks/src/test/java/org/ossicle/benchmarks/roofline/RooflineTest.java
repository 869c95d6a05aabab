package org.ossicle.benchmarks.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ossicle.features.FbankConfig;

/** What runs several times is counted as often, but held once. */
class RooflineTest {
    @Test
    void addsRuns() {
        Roofline work =
                new Roofline()
                        .and(new Demand(1_000_000, 0, 3_000, 1_000), 4)
                        .and(new Demand(0, 2_000_000, 500, 0), 2);
        assertEquals(4_000_000, work.floatMacs());
        assertEquals(4_000_000, work.byteMacs());
        assertEquals(4 * 4_000 + 2 * 500, work.bytesMoved());
        assertEquals(4_500, work.bytesHeld());
        String line = new Machine(100, 400).line(work);
        assertTrue(line.contains(" 50.0 us "), line);
    }

    @Test
    void countsTransformsOfFrames() {
        Demand one = FeatureDemand.of(FbankConfig.kaldiPovey(), 1);
        assertEquals(4 * 400 + 512 * 9 + 4 * 256, one.floatMacs());
        assertEquals(
                3 * one.floatMacs(), FeatureDemand.of(FbankConfig.kaldiPovey(), 3).floatMacs());
    }
}
