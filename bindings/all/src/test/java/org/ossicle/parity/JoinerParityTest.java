package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.compile.Bindings;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;

/** The joiner of a published model over several frames at once: each as if it were alone. */
class JoinerParityTest {
    private static final int ROWS = 4;

    @Test
    void everyFrameHasTheBitsThatItHasAlone() {
        Path file = Shared.path("models/zipformer2-en-3.3M/joiner.int8.onnx");
        try (PlanRun one = new PlanRun(file, Bindings.NONE);
                PlanRun many = new PlanRun(file, Bindings.NONE.scoring(ROWS))) {
            Plan plan = many.plan();
            List<String> inputs = plan.inputs().stream().map(id -> plan.tensor(id).name()).toList();
            List<String> outputs =
                    plan.outputs().stream().map(id -> plan.tensor(id).name()).toList();
            int size = (int) plan.tensor(plan.inputs().get(1)).elements();
            Random random = new Random(3);
            for (int round = 0; round < 20; round++) {
                float[] frames = gaussian(random, ROWS * size, 2f);
                Tensor prediction =
                        Tensor.ofFloats(new long[] {1, size}, gaussian(random, size, 1));
                // One frame with a range far from that of the others.
                for (int i = 0; i < size; i++) {
                    frames[i] = frames[i] / 30 - (float) prediction.getDouble(i);
                }
                many.input(inputs.get(0), Tensor.ofFloats(new long[] {ROWS, size}, frames));
                many.input(inputs.get(1), prediction);
                Map<String, Tensor> found = many.run();
                one.input(inputs.get(1), prediction);
                for (int row = 0; row < ROWS; row++) {
                    float[] frame =
                            java.util.Arrays.copyOfRange(frames, row * size, (row + 1) * size);
                    one.input(inputs.get(0), Tensor.ofFloats(new long[] {1, size}, frame));
                    assertRow(one.run().get(outputs.get(0)), found, outputs, row);
                }
            }
        }
    }

    private static float[] gaussian(Random random, int count, float spread) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() * spread;
        }
        return values;
    }

    private static void assertRow(
            Tensor wanted, Map<String, Tensor> found, List<String> outputs, int row) {
        Tensor scores = found.get(outputs.get(0));
        Tensor logPosteriors = found.get(outputs.get(2));
        int tokens = wanted.elements();
        int best = 0;
        double sum = 0;
        for (int i = 0; i < tokens; i++) {
            assertEquals(wanted.getDouble(i), scores.getDouble(row * tokens + i));
            best = wanted.getDouble(i) > wanted.getDouble(best) ? i : best;
            sum += Math.exp(wanted.getDouble(i));
        }
        assertEquals(best, found.get(outputs.get(1)).getLong(row));
        double posterior = Math.exp(wanted.getDouble(best)) / sum;
        assertEquals(posterior, Math.exp(logPosteriors.getDouble(row * tokens + best)), 1e-6);
    }
}
