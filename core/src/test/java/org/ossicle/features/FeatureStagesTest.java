package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views over a source: stacking, normalisation, Whisper's scaling. */
class FeatureStagesTest {
    private static final int BINS = 80;

    private OnlineFbank fbank;
    private float[] frames;

    @BeforeEach
    void makeFiftyFrames() {
        float[] signal = new float[50 * 160];
        Random random = new Random(1);
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (float) random.nextGaussian() * 0.1f;
        }
        fbank = new OnlineFbank(FbankConfig.kaldiPovey(), 64);
        fbank.accept(signal, 0, signal.length);
        fbank.inputFinished();
        assertEquals(50, fbank.framesReady());
        frames = new float[50 * BINS];
        fbank.copyFrames(0, 50, frames, 0);
    }

    @Test
    void stacksWholeFramesOnly() {
        LowFrameRate stacked = new LowFrameRate(fbank, 7, 6);
        assertEquals(560, stacked.dim());
        assertEquals(8, stacked.framesReady());
        float[] last = new float[560];
        stacked.copyFrames(7, 1, last, 0);
        for (int i = 0; i < 560; i++) {
            assertEquals(frames[42 * BINS + i], last[i]);
        }
        assertThrows(
                IndexOutOfBoundsException.class, () -> stacked.copyFrames(8, 1, new float[560], 0));
    }

    @Test
    void countsStackedFramesFromTheStartAfterDiscarding() {
        LowFrameRate stacked = new LowFrameRate(fbank, 5, 1);
        assertEquals(46, stacked.framesReady());
        stacked.discardBefore(12);
        assertEquals(12, stacked.firstFrame());
        assertEquals(12, fbank.firstFrame());
        assertEquals(46, stacked.framesReady());
        float[] two = new float[800];
        stacked.copyFrames(20, 2, two, 0);
        assertEquals(frames[20 * BINS], two[0]);
        assertEquals(frames[25 * BINS + 79], two[799]);
    }

    @Test
    void anOddDiscardHidesTheStackThatLostItsFirstFrame() {
        LowFrameRate stacked = new LowFrameRate(fbank, 7, 6);
        fbank.discardBefore(13);
        assertEquals(3, stacked.firstFrame());
        fbank.discardBefore(50);
        assertEquals(8, stacked.firstFrame());
    }

    @Test
    void noStackBeforeEnoughFrames() {
        OnlineFbank young = new OnlineFbank(FbankConfig.kaldiPovey(), 64);
        young.accept(new float[1_000], 0, 1_000);
        assertEquals(5, young.framesReady());
        LowFrameRate stacked = new LowFrameRate(young, 7, 6);
        assertEquals(0, stacked.framesReady());
        assertEquals(0, stacked.firstFrame());
    }

    @Test
    void normalisesWithTheNegatedMean() {
        float[] mean = new float[BINS];
        float[] deviation = new float[BINS];
        for (int i = 0; i < BINS; i++) {
            mean[i] = i;
            deviation[i] = 1f / (i + 1);
        }
        Cmvn normalised = new Cmvn(fbank, mean, deviation);
        float[] row = new float[BINS];
        normalised.copyFrames(17, 1, row, 0);
        for (int i = 0; i < BINS; i++) {
            assertEquals((frames[17 * BINS + i] + i) * (1f / (i + 1)), row[i]);
        }
        assertThrows(
                IllegalArgumentException.class, () -> new Cmvn(fbank, new float[79], deviation));
    }

    @Test
    void scalesWithinTheFramesOfOneCopyAlone() {
        WhisperScaling scaled = new WhisperScaling(fbank);
        float[] block = new float[10 * BINS];
        scaled.copyFrames(5, 10, block, 0);
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < block.length; i++) {
            largest = Math.max(largest, frames[5 * BINS + i]);
        }
        for (int i = 0; i < block.length; i++) {
            float floored = Math.max(frames[5 * BINS + i], largest - 8);
            assertEquals((floored + 4) / 4, block[i]);
        }
    }

    @Test
    void everyStageWritesToBuffersWhatItWritesToArrays() {
        float[] ones = new float[560];
        java.util.Arrays.fill(ones, 1.5f);
        FeatureSource[] stages = {
            fbank,
            new LowFrameRate(fbank, 7, 6),
            new Cmvn(new LowFrameRate(fbank, 7, 6), ones, ones),
            new WhisperScaling(fbank)
        };
        for (FeatureSource stage : stages) {
            int length = 4 * stage.dim();
            float[] array = new float[length + 3];
            stage.copyFrames(2, 4, array, 3);
            FloatBuffer buffer = FloatBuffer.allocate(length + 3);
            stage.copyFrames(2, 4, buffer, 3);
            assertArrayEquals(array, buffer.array());
        }
    }
}
