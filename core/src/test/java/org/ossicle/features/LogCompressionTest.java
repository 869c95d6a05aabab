package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogCompressionTest {
    @Test
    void logarithmIsAsExactAsItSays() {
        Random random = new Random(1);
        float[] values = new float[1 << 20];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(128 * random.nextDouble() - 64);
        }
        float[] logs = values.clone();
        FastLog.ln(logs, 0, logs.length);
        for (int i = 0; i < values.length; i++) {
            double exact = Math.log(values[i]);
            assertEquals(exact, logs[i], bound(exact));
        }
    }

    @Test
    void logarithmHasNoStepAtTheEdgesOfItsTable() {
        for (int exponent = -100; exponent <= 100; exponent++) {
            for (int entry = 0; entry < 256; entry++) {
                float edge = Math.scalb(1 + entry / 256f, exponent);
                float below = Math.nextDown(edge);
                float[] logs = {below, edge};
                FastLog.ln(logs, 0, 2);
                assertEquals(Math.log(below), logs[0], bound(Math.log(below)));
                assertEquals(Math.log(edge), logs[1], bound(Math.log(edge)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LogCompression.class)
    void followsItsFormula(LogCompression compression) {
        float[] energies = {9, 0, 1e-12f, 1e-10f, 1e-7f, 0.5f, 1, 2, 1e9f, 9};
        float[] features = energies.clone();
        compression.apply(features, 1, 8);
        for (int i = 1; i < 9; i++) {
            assertEquals(formula(compression, energies[i]), features[i], 4e-6, "e " + energies[i]);
        }
        assertEquals(9, features[0]);
        assertEquals(9, features[9]);
    }

    @Test
    void staysFiniteWhereEnergyIsNot() {
        for (LogCompression compression : LogCompression.values()) {
            float[] features = {Float.POSITIVE_INFINITY, Float.NaN, Float.MAX_VALUE};
            compression.apply(features, 0, 3);
            for (float feature : features) {
                assertTrue(Float.isFinite(feature), compression + " gave " + feature);
            }
        }
    }

    private static double bound(double logarithm) {
        return Math.max(1e-6, 1.3e-7 * Math.abs(logarithm));
    }

    private static double formula(LogCompression compression, double energy) {
        switch (compression) {
            case NATURAL_FLOORED:
                return Math.log(Math.max(energy, Math.scalb(1.0, -23)));
            case NATURAL_OFFSET:
                return Math.log(energy + Math.scalb(1.0, -24));
            default:
                return Math.log10(Math.max(energy, 1e-10));
        }
    }
}
