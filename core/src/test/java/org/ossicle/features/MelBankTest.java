package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MelBankTest {
    @ParameterizedTest
    @EnumSource(MelScale.class)
    void scalesAreInverseToThemselves(MelScale scale) {
        for (double hz = 0; hz <= 8_000; hz += 7.3) {
            assertEquals(hz, scale.toHz(scale.fromHz(hz)), 1e-9 * (1 + hz));
        }
    }

    @Test
    void knownPointsOfTheScales() {
        assertEquals(999.99, MelScale.KALDI.fromHz(1_000), 0.01);
        assertEquals(15, MelScale.SLANEY.fromHz(1_000), 1e-12);
        assertEquals(42, MelScale.SLANEY.fromHz(6_400), 1e-12);
    }

    @Test
    void kaldiTrianglesAddUpToOneBetweenTheOuterPeaks() {
        MelBank bank = new MelBank(MelScale.KALDI, 16_000, 512, 80, 20, 7_600);
        double firstPeakHz = peakHz(MelScale.KALDI, 1, 80, 20, 7_600);
        double lastPeakHz = peakHz(MelScale.KALDI, 80, 80, 20, 7_600);
        for (int bin = 0; bin <= 256; bin++) {
            double hz = bin * 31.25;
            float sum = sumOfWeights(bank, bin);
            if (hz >= firstPeakHz && hz <= lastPeakHz) {
                assertEquals(1, sum, 1e-6, "bin " + bin);
            } else if (hz <= 20 || hz >= 7_600) {
                assertEquals(0, sum, "bin " + bin);
            }
        }
    }

    @Test
    void kaldiLeavesTheNyquistBinOut() {
        assertEquals(0, sumOfWeights(new MelBank(MelScale.KALDI, 16_000, 512, 40, 0, 8_000), 256));
    }

    @Test
    void slaneyTrianglesHaveUnitArea() {
        int fftSize = 1 << 16;
        MelBank bank = new MelBank(MelScale.SLANEY, 16_000, fftSize, 80, 0, 8_000);
        float[] flat = new float[fftSize / 2 + 1];
        Arrays.fill(flat, 16_000f / fftSize);
        float[] areas = new float[80];
        bank.apply(flat, areas, 0);
        for (float area : areas) {
            assertEquals(1, area, 1e-3);
        }
    }

    @Test
    void writesOnlyItsOwnRow() {
        MelBank bank = new MelBank(MelScale.SLANEY, 16_000, 400, 80, 0, 8_000);
        float[] rows = new float[240];
        Arrays.fill(rows, -1);
        bank.apply(new float[201], rows, 80);
        for (int i = 0; i < rows.length; i++) {
            assertEquals(i >= 80 && i < 160 ? 0 : -1, rows[i], "at " + i);
        }
    }

    @Test
    void refusesFiltersNarrowerThanABin() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new MelBank(MelScale.KALDI, 16_000, 256, 128, 20, 7_600));
        assertTrue(refused.getMessage().contains("62.5 Hz"), refused.getMessage());
    }

    private static double peakHz(MelScale scale, int corner, int filters, double low, double high) {
        double lowMel = scale.fromHz(low);
        return scale.toHz(lowMel + corner * (scale.fromHz(high) - lowMel) / (filters + 1));
    }

    private static float sumOfWeights(MelBank bank, int bin) {
        float[] power = new float[257];
        power[bin] = 1;
        float[] energies = new float[bank.filters()];
        bank.apply(power, energies, 0);
        float sum = 0;
        for (float energy : energies) {
            sum += energy;
        }
        return sum;
    }
}
