package org.ossicle.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.engine.Engine;
import org.ossicle.engine.InterpreterProvider;

/**
 * A real model, rewritten by all passes, laid out and interpreted, gives what its graph gives as
 * imported. The bounds stand in ADR 0004.
 */
class UnfusedModelsTest {
    private static final int CHUNKS = 4;

    /** Float models at every chunk, 8-bit ones at a chunk without a border case. */
    private static final double ROUNDING = 1e-5;

    private static final double WORST_INT8 = 1e-1;

    static List<ModelCase> models() {
        return ModelCase.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void planGivesWhatTheGraphGives(ModelCase model) {
        assumeTrue(Files.exists(model.file()), () -> "no " + model.file());
        try (Engine engine = new InterpreterProvider().open()) {
            double[] distances = PlanDistance.measure(model, engine, CHUNKS);
            double worst = Arrays.stream(distances).max().getAsDouble();
            double best = Arrays.stream(distances).min().getAsDouble();
            System.out.printf("%s, from its graph: worst %.1e, best %.1e%n", model, worst, best);
            assertTrue(worst <= (model.isQuantized() ? WORST_INT8 : ROUNDING), "worst " + worst);
            assertTrue(best <= ROUNDING || alwaysHasBorderCases(model), "best " + best);
        }
    }

    /** So many activations that in each chunk some lie on a border. */
    private static boolean alwaysHasBorderCases(ModelCase model) {
        return model.name().endsWith("conformer-d512-c16.int8");
    }
}
