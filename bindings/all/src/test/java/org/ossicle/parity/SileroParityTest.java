package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ossicle.compile.Bindings;
import org.ossicle.graph.Tensor;
import org.ossicle.tck.peer.OnnxRuntimePeer;

/** Silero's voice activity over a minute of speech, its sample rate bound when it is loaded. */
class SileroParityTest {
    private static final int WINDOW = 512;
    private static final int CONTEXT = 64;
    private static final int MINUTE = 60 * 16_000;

    @Test
    void givesTheProbabilitiesOfOnnxRuntime() {
        Path model = Shared.path("models/silero-vad/silero_vad.onnx");
        float[] speech = Shared.speech(MINUTE);
        Tensor rate = Tensor.ofLongs(new long[0], 16_000);
        Bindings bindings =
                Bindings.NONE
                        .shape("input", 1L, (long) CONTEXT + WINDOW)
                        .constant("sr", rate)
                        .state("state", "stateN");
        try (OnnxRuntimePeer peer = OnnxRuntimePeer.open(model, true);
                PlanRun ours = new PlanRun(model, bindings)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("state", Tensor.ofFloats(new long[] {2, 1, 128}, new float[256]));
            inputs.put("sr", rate);
            double worst = 0;
            double loudest = 0;
            for (int start = 0; start + WINDOW <= MINUTE; start += WINDOW) {
                float[] window = new float[CONTEXT + WINDOW];
                int before = Math.min(start, CONTEXT);
                System.arraycopy(speech, start - before, window, CONTEXT - before, before + WINDOW);
                Tensor input = Tensor.ofFloats(new long[] {1, CONTEXT + WINDOW}, window);
                inputs.put("input", input);
                Map<String, Tensor> outputs = peer.run(inputs);
                inputs.put("state", outputs.get("stateN"));
                ours.input("input", input);
                double wanted = outputs.get("output").getDouble(0);
                double found = ours.run().get("output").getDouble(0);
                worst = Math.max(worst, Math.abs(wanted - found));
                loudest = Math.max(loudest, wanted);
            }
            System.out.printf("silero-vad, a minute, worst %.2e%n", worst);
            assertTrue(loudest > 0.9, "the recording holds no speech: " + loudest);
            assertTrue(worst <= 1e-4, "difference " + worst);
        }
    }
}
