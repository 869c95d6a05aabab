package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.error.ModelFileException;
import org.ossicle.onnx.ModelBuilder;

class OnnxExplanationTest {
    @TempDir private Path folder;

    @Test
    void showsGraphsPlanAndMemoryOfAModelThatRuns() throws IOException {
        ModelBuilder model =
                new ModelBuilder(17)
                        .metadata("purpose", "a test")
                        .input("x", ModelBuilder.FLOAT, "N", 3)
                        .input("cached", ModelBuilder.FLOAT, "N", 3)
                        .output("y", ModelBuilder.FLOAT, "N", 3)
                        .output("new_cached", ModelBuilder.FLOAT, "N", 3)
                        .initializer(ModelBuilder.floats("w", new long[] {3, 3}, new float[9]))
                        .node("MatMul", "x,w", "product")
                        .node("Relu", "product", "y")
                        .node("Add", "x,cached", "new_cached");
        OnnxExplanation explained = explain(model, Map.of("N", 2L));
        assertEquals("", explained.problem());
        assertContains(explained.header(), "purpose = a test");
        assertContains(explained.importedGraph(), "%x: float32[N,3]");
        assertContains(explained.passes(), "BindInputs: 3 nodes\n");
        assertContains(explained.compiledGraph(), "%x: float32[2,3]");
        assertContains(explained.plan(), "float32[2,3]i0");
        assertContains(explained.plan(), "state  cached");
        assertContains(explained.memory(), "weights: 36 bytes in 1 tensors");
        assertContains(explained.memory(), "states: 24 bytes in 1 tensors");
        assertContains(explained.memory(), "engine interpreter");
    }

    @Test
    void namesEveryUnsupportedOperator() throws IOException {
        ModelBuilder model =
                new ModelBuilder(17)
                        .input("x", ModelBuilder.FLOAT, 3)
                        .output("y", ModelBuilder.FLOAT, 3)
                        .node("Astonish", "x", "a")
                        .node("Relu", "a", "b")
                        .node("Bewilder", "b", "y");
        OnnxExplanation explained = explain(model, Map.of());
        assertEquals(2, explained.unsupportedOperators().size());
        assertContains(explained.unsupportedOperators().get(0), "Astonish");
        assertContains(explained.unsupportedOperators().get(1), "Bewilder");
        assertFalse(explained.problem().isEmpty());
        assertEquals("", explained.importedGraph());
    }

    @Test
    void takesSizesAndValuesForInputs() throws IOException {
        ModelBuilder model =
                new ModelBuilder(17)
                        .input("x", ModelBuilder.FLOAT, "T")
                        .input("factor", ModelBuilder.FLOAT, 1)
                        .output("y", ModelBuilder.FLOAT, "T")
                        .node("Mul", "x,factor", "y");
        Path file = write(model);
        OnnxExplanation explained =
                OnnxExplanation.of(file, Map.of("T", 5L), Map.of("factor", 1.5));
        assertContains(explained.compiledGraph(), "(%x, float32[1]{1.5})");
        OnnxExplanation wrong = OnnxExplanation.of(file, Map.of(), Map.of("volume", 2.0));
        assertContains(wrong.problem(), "'volume'");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.onnx");
        assertThrows(
                ModelFileException.class, () -> OnnxExplanation.of(missing, Map.of(), Map.of()));
    }

    @Test
    void explainsAPublishedEncoder() {
        Path encoder =
                Path.of(
                        System.getProperty("ossicle.shared", "missing"),
                        "models/zipformer2-en-3.3M/encoder.int8.onnx");
        assumeTrue(Files.exists(encoder), () -> "no model " + encoder);
        OnnxExplanation explained = OnnxExplanation.of(encoder, Map.of(), Map.of());
        assertEquals("", explained.problem());
        assertContains(explained.memory(), "bytes in 38 tensors, per stream");
    }

    private OnnxExplanation explain(ModelBuilder model, Map<String, Long> dims) throws IOException {
        return OnnxExplanation.of(write(model), dims, Map.of());
    }

    private Path write(ModelBuilder model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model.build());
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "no '" + part + "' in:\n" + text);
    }
}
