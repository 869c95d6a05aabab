package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every front end against values computed from the formulas in double precision. */
class FbankGoldenTest {
    private static final double TOLERANCE = 5e-4;

    static Stream<Arguments> frontEnds() {
        return Stream.of(
                arguments("kaldi-povey", FbankConfig.kaldiPovey()),
                arguments("wenet", FbankConfig.wenet()),
                arguments("funasr", FbankConfig.funasr()),
                arguments("nemo-80", FbankConfig.nemo(80)),
                arguments("nemo-original-80", FbankConfig.nemoOriginal(80)),
                arguments("nemo-original-128", FbankConfig.nemoOriginal(128)),
                arguments("whisper-80", FbankConfig.whisper(80)),
                arguments("whisper-original-128", FbankConfig.whisperOriginal(128)),
                arguments(
                        "kaldi-8k-40",
                        new FbankConfig.Builder().sampleRateHz(8_000).bins(40).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frontEnds")
    void matchesTheFormulas(String name, FbankConfig config) {
        float[] features = Fbank.extract(config, Golden.signal());

        Golden.assertMatches(name, features, config.bins(), TOLERANCE);
    }

    @Test
    void stacksAndNormalisesAsFunasrDoes() {
        OnlineFbank fbank = finished(FbankConfig.funasr());
        float[] negativeMean = new float[560];
        float[] inverseStddev = new float[560];
        for (int i = 0; i < 560; i++) {
            negativeMean[i] = (float) (-8 - Math.sin(i));
            inverseStddev[i] = (float) (0.2 + 0.1 * Math.cos(i));
        }
        Cmvn frames = new Cmvn(new LowFrameRate(fbank, 7, 6), negativeMean, inverseStddev);

        float[] all = new float[(int) frames.framesReady() * frames.dim()];
        frames.copyFrames(0, (int) frames.framesReady(), all, 0);

        Golden.assertMatches("funasr-lfr-cmvn", all, 560, TOLERANCE);
    }

    @Test
    void scalesWhisperFeaturesOverTheFramesOfOneCopy() {
        WhisperScaling frames = new WhisperScaling(finished(FbankConfig.whisper(80)));

        float[] block = new float[45 * 80];
        frames.copyFrames(3, 45, block, 0);

        Golden.assertMatches("whisper-80-scaled", block, 80, TOLERANCE);
    }

    @Test
    void silenceGivesTheFloorOfEachLogarithm() {
        float[] silence = new float[1_600];
        assertFilled(Fbank.extract(FbankConfig.kaldiPovey(), silence), Math.log(0x1p-23));
        assertFilled(Fbank.extract(FbankConfig.nemoOriginal(80), silence), Math.log(0x1p-24));
        assertFilled(Fbank.extract(FbankConfig.whisper(80), silence), -10);
    }

    @Test
    void wenetDiffersFromKaldiByTheScaleAlone() {
        float[] signal = Golden.signal();
        float[] small = Fbank.extract(FbankConfig.kaldiPovey(), signal);
        float[] large = Fbank.extract(FbankConfig.wenet(), signal);
        double floor = Math.log(0x1p-23) + 1;
        float[] expected = small.clone();
        float[] found = large.clone();
        for (int i = 0; i < small.length; i++) {
            if (small[i] < floor) {
                expected[i] = 0;
                found[i] = 0;
            } else {
                expected[i] += (float) (2 * Math.log(32768));
            }
        }
        assertArrayEquals(expected, found, 1e-4f);
    }

    @Test
    void emphasisesTheSignalAsIfItWereDoneBeforeFraming() {
        FbankConfig within =
                FbankConfig.nemoOriginal(80).toBuilder().window(WindowShape.RECTANGULAR).build();
        FbankConfig none = within.toBuilder().preemphasis(0).preemphasisOverSignal(false).build();
        float[] signal = Golden.signal();
        float[] emphasised = signal.clone();
        for (int i = 1; i < signal.length; i++) {
            emphasised[i] = signal[i] - 0.97f * signal[i - 1];
        }

        assertArrayEquals(Fbank.extract(none, emphasised), Fbank.extract(within, signal));
    }

    private static OnlineFbank finished(FbankConfig config) {
        float[] signal = Golden.signal();
        OnlineFbank fbank = new OnlineFbank(config, 64);
        assertEquals(signal.length, fbank.accept(signal, 0, signal.length));
        fbank.inputFinished();
        return fbank;
    }

    private static void assertFilled(float[] features, double value) {
        float[] expected = new float[features.length];
        java.util.Arrays.fill(expected, (float) value);
        assertArrayEquals(expected, features, 2e-6f);
    }
}
