package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FbankConfigTest {
    @Test
    void resolvesTheUpperEdgeAgainstHalfTheRate() {
        assertEquals(7_600, FbankConfig.kaldiPovey().resolvedHighHz());
        assertEquals(8_000, FbankConfig.funasr().resolvedHighHz());
        assertEquals(8_000, FbankConfig.nemo(80).resolvedHighHz());
    }

    @Test
    void aRateBringsItsFrameLengthHopAndFft() {
        FbankConfig config = new FbankConfig.Builder().sampleRateHz(8_000).bins(40).build();
        assertEquals(200, config.windowSamples());
        assertEquals(80, config.hopSamples());
        assertEquals(256, config.fftSize());
        assertEquals(512, new FbankConfig.Builder().frames(512, 160).build().fftSize());
    }

    @Test
    void aBuilderStartsFromAnyConfiguration() {
        for (FbankConfig config :
                new FbankConfig[] {
                    FbankConfig.funasr(), FbankConfig.nemoOriginal(128), FbankConfig.whisper(80)
                }) {
            assertEquals(config, config.toBuilder().build());
        }
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                change("sampleRateHz", b -> b.sampleRateHz(0)),
                change("windowSamples", b -> b.frames(1, 1)),
                change("hopSamples", b -> b.frames(400, 0)),
                change("fftSize", b -> b.fftSize(398)),
                change("fftSize", b -> b.fftSize(513)),
                change("bins", b -> b.bins(0)),
                change("lowHz", b -> b.frequencies(-1, 0)),
                change("lowHz", b -> b.frequencies(5_000, 4_000)),
                change("lowHz", b -> b.frequencies(Double.NaN, 0)),
                change("highHz", b -> b.frequencies(0, 8_001)),
                change("scale", b -> b.scale(0)),
                change("scale", b -> b.scale(Float.NaN)),
                change("preemphasis", b -> b.preemphasis(1.1f)),
                change("dither", b -> b.dither(-1, 0)),
                change("preemphasisOverSignal", b -> b.preemphasisOverSignal(true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void refusesWhatCannotBe(String named, UnaryOperator<FbankConfig.Builder> change) {
        FbankConfig.Builder builder = change.apply(new FbankConfig.Builder());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    private static Arguments change(String named, UnaryOperator<FbankConfig.Builder> change) {
        return Arguments.arguments(named, change);
    }
}
