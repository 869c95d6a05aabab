package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.compile.ModelCase;
import org.ossicle.compile.PlanDistance;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;

/**
 * A real model, fused, laid out and run by the native engine, gives what the interpreter gives for
 * its graph as imported. The bounds stand in ADR 0004.
 */
class UnfusedModelsTest {
    private static final int CHUNKS = 3;
    private static final double FLOAT = 2e-5;
    private static final double INT8 = 1e-1;

    static List<ModelCase> models() {
        return ModelCase.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void nativePlanGivesWhatTheGraphGives(ModelCase model) {
        assumeTrue(Files.exists(model.file()), () -> "skipped: " + model.file() + " is not there");
        try (Engine engine = EngineLookup.open().engine()) {
            assertEquals("native-ffm", engine.name());
            double[] distances = PlanDistance.measure(model, engine, CHUNKS);
            double worst = Arrays.stream(distances).max().getAsDouble();
            System.out.printf("%s, from its graph: worst %.1e%n", model, worst);
            assertTrue(worst <= (model.isQuantized() ? INT8 : FLOAT), "worst " + worst);
        }
    }
}
