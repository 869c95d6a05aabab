package org.ossicle.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTest {
    @Test
    void flagsWhatExceedsThreePercentWithoutNoise() {
        double[] base = {100, 200, 300};
        assertFalse(Change.of(base, new double[] {102, 204, 306}).isFlagged());
        assertTrue(Change.of(base, new double[] {104, 208, 312}).isWorse());
        assertTrue(Change.of(base, new double[] {90, 180, 270}).isFlagged());
        assertFalse(Change.of(base, new double[] {90, 180, 270}).isWorse());
    }

    @Test
    void lets10PercentPassWhereRoundsDifferByAsMuch() {
        Change change =
                Change.of(new double[] {1, 1, 1, 1, 1}, new double[] {1, 1.1, 1.2, .9, 1.3});
        assertEquals(0.1, change.relative(), 1e-9);
        assertEquals(0.14826, change.noise(), 1e-9);
        assertFalse(change.isFlagged());
    }

    @Test
    void readsWhatTheGuardWrites(@TempDir Path folder) throws IOException {
        String json =
                "[\n  {\"work\": \"a \\\"b\\\"\", \"peerMedianUs\": null, \"ratio\": 0.25}\n]\n";
        Path file = Files.writeString(folder.resolve("base-1.json"), json);
        assertEquals(Map.of("a \\\"b\\\"", Map.of("ratio", 0.25)), GuardFile.read(file));
    }

    @Test
    void judgesEveryNumberOfEveryRow() {
        var base = rounds(Map.of("a", Map.of("oursMedianUs", 100.0, "bytesPerOp", 0.0)), 3);
        var head = rounds(Map.of("a", Map.of("oursMedianUs", 90.0, "bytesPerOp", 24.0)), 3);
        List<Comparison> comparisons = CompareCommand.compare(base, head);
        assertEquals(
                List.of("oursMedianUs BETTER", "bytesPerOp WORSE"),
                comparisons.stream().map(c -> c.number() + " " + c.verdict()).toList());
        assertEquals(
                "[\n  {\"work\": \"a\", \"number\": \"oursMedianUs\", \"base\": 100.000,"
                        + " \"head\": 90.0000, \"change\": -0.100000, \"threshold\": 0.0300000,"
                        + " \"verdict\": \"better\"}\n]\n",
                Comparison.json(comparisons.subList(0, 1)));
        assertFalse(CompareCommand.compare(base, base).stream().anyMatch(Comparison::isWorse));
    }

    private static List<Map<String, Map<String, Double>>> rounds(
            Map<String, Map<String, Double>> numbers, int count) {
        return Collections.nCopies(count, numbers);
    }
}
