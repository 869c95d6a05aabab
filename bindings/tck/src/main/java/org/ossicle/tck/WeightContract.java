package org.ossicle.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.error.OssicleException;
import org.ossicle.graph.Storage;
import org.ossicle.plan.Plan;

/** Where every engine finds the weights of a plan: in files, mapped or copied, and in memory. */
interface WeightContract {
    /** Opens the engine under test. */
    Engine open();

    @Test
    default void readsWeightsFromFilesMappedAndCopied(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("weights.bin"), SketchedPlans.weightBytes(12));
        Storage range = new Storage.FileRange(file, 12, SketchedPlans.WEIGHT_BYTES);
        for (boolean map : new boolean[] {true, false}) {
            assertProduct(SketchedPlans.product(range), new CompileOptions(map), 0);
        }
    }

    @Test
    default void readsWeightsFromMemory() {
        assertProduct(SketchedPlans.product(memory(8)), CompileOptions.DEFAULT, 0);
    }

    @Test
    default void readsEachWeightFromItsOwnSource(@TempDir Path folder) throws IOException {
        byte[] otherBytes = SketchedPlans.weightBytes(16);
        ByteBuffer.wrap(otherBytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(16, 7);
        Path file = Files.write(folder.resolve("weights.bin"), otherBytes);
        Storage range = new Storage.FileRange(file, 16, SketchedPlans.WEIGHT_BYTES);
        Plan plan = SketchedPlans.products(memory(0), range);
        assertProduct(plan, CompileOptions.DEFAULT, 0, 7);
    }

    @Test
    default void namesAWeightFileThatIsTooShort(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("short.bin"), new byte[5000]);
        Storage range = new Storage.FileRange(file, 12, SketchedPlans.WEIGHT_BYTES);
        Plan plan = SketchedPlans.product(range);
        try (Engine engine = open()) {
            for (boolean map : new boolean[] {true, false}) {
                CompileOptions options = new CompileOptions(map);
                OssicleException thrown =
                        assertThrows(
                                OssicleException.class,
                                () -> engine.compile(plan, options).newState().run());
                assertTrue(thrown.getMessage().contains("short.bin"), thrown.getMessage());
            }
        }
    }

    private static Storage memory(int before) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(before + SketchedPlans.WEIGHT_BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).put(SketchedPlans.weightBytes(before));
        return new Storage.Memory(bytes.position(before));
    }

    /** Runs a plan whose weights differ in the first one only. */
    private void assertProduct(Plan plan, CompileOptions options, float... firstWeights) {
        try (Engine engine = open();
                CompiledPlan compiled = engine.compile(plan, options);
                PlanState state = compiled.newState()) {
            Floats.put(state.input(0), 1, 10);
            state.run();
            for (int i = 0; i < firstWeights.length; i++) {
                float[] wanted = new float[SketchedPlans.COLUMNS];
                for (int column = 0; column < wanted.length; column++) {
                    wanted[column] = column + 10f * (SketchedPlans.COLUMNS + column);
                }
                wanted[0] += firstWeights[i];
                assertArrayEquals(wanted, Floats.of(state.output(i)));
            }
        }
    }
}
