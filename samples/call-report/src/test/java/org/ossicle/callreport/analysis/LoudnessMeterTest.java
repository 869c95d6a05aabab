package org.ossicle.callreport.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values named in ITU-R BS.1770-4 or that follow from it by hand. */
class LoudnessMeterTest {
    private static void feed(
            LoudnessMeter meter, int rateHz, double seconds, double hz, double dbfs) {
        double amplitude = Math.pow(10, dbfs / 20);
        for (int i = 0; i < seconds * rateHz; i++) {
            meter.accept((float) (amplitude * Math.sin(2 * Math.PI * hz * i / rateHz)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 44_100, 48_000})
    void aFullScaleSineOf997HertzHasMinusThree(int rateHz) {
        LoudnessMeter meter = new LoudnessMeter(rateHz);
        feed(meter, rateHz, 5, 997, 0);
        assertEquals(-3.01, meter.lufs(new Span(0, 5)), rateHz < 44_100 ? 0.15 : 0.02);
    }

    @Test
    void weighsHighToneMoreAndRumbleLess() {
        LoudnessMeter high = new LoudnessMeter(48_000);
        feed(high, 48_000, 5, 4_000, -20);
        assertEquals(-23.01 + 3.3, high.lufs(new Span(0, 5)), 0.2);
        LoudnessMeter low = new LoudnessMeter(48_000);
        feed(low, 48_000, 5, 20, -20);
        assertEquals(-23.01 - 14, low.lufs(new Span(0, 5)), 1);
    }

    @Test
    void leavesSilenceAndFarQuieterPartsOut() {
        LoudnessMeter meter = new LoudnessMeter(48_000);
        feed(meter, 48_000, 10, 997, -20);
        feed(meter, 48_000, 30, 997, -80);
        feed(meter, 48_000, 30, 997, -40);
        assertEquals(-23.0, meter.lufs(new Span(0, 70)), 0.1);
    }

    @Test
    void measuresParts() {
        LoudnessMeter meter = new LoudnessMeter(16_000);
        feed(meter, 16_000, 10, 997, -20);
        feed(meter, 16_000, 10, 997, -30);
        assertEquals(-23.0, meter.lufs(new Span(0, 10)), 0.1);
        assertEquals(-33.0, meter.lufs(new Span(10.1, 20)), 0.1);
    }

    @Test
    void knowsNothingOfSilenceOrMoments() {
        LoudnessMeter meter = new LoudnessMeter(16_000);
        feed(meter, 16_000, 5, 997, -90);
        assertNull(meter.lufs(new Span(0, 5)));
        assertNull(meter.lufs(new Span(0, 0.3)));
    }
}
