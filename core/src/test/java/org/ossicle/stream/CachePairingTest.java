package org.ossicle.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Shape;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;

class CachePairingTest {
    private static final Path MODELS =
            Path.of(System.getProperty("ossicle.shared", "none"), "models");

    private static Graph graph(List<Value> inputs, List<Value> outputs) {
        return new Graph("g", inputs, List.of(), outputs);
    }

    private static List<Value> values(long size, String... names) {
        List<Value> values = new ArrayList<>();
        for (String name : names) {
            values.add(new Value(name, TensorType.of(DType.FLOAT32, size)));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "cached_key_0, new_cached_key_0",
        "state0, new_state0",
        "cache_last_channel, cache_last_channel_next",
        "cache_last_channel_len, cache_last_channel_next_len",
        "h, next_h",
        "in_cache3, out_cache3",
        "state_in, state_out",
        "input_state, output_state",
        "h, hn",
        "c0, cn",
        "state, stateN",
        "ck, nck",
        "att_cache, r_att_cache",
        "conv_cache, updated_conv_cache",
        "conv_cache, conv_cache_new",
    })
    void knowsTheNamesExportersGive(String input, String output) {
        Graph graph = graph(values(4, "x", input), values(4, "y", output));
        assertEquals(List.of(new CachePair(input, output)), CachePairing.byName("m.onnx", graph));
    }

    @ParameterizedTest
    @CsvSource({
        "x, encoder_out",
        "x, y",
        "decoder_out, encoder_out",
        "n, an0",
        "x, xx",
        "input, output"
    })
    void leavesOtherNamesAlone(String input, String output) {
        Graph graph = graph(values(4, input), values(4, output));
        assertEquals(List.of(), CachePairing.byName("m.onnx", graph));
    }

    @Test
    void namesThatFitWithOtherTypesAreNoPairs() {
        Graph graph = graph(values(4, "h"), values(5, "new_h"));
        assertEquals(List.of(), CachePairing.byName("m.onnx", graph));
    }

    @Test
    void pairsComeInTheOrderOfTheInputs() {
        Graph graph = graph(values(4, "x", "h", "c"), values(4, "y", "cn", "hn"));
        assertEquals(
                List.of(new CachePair("h", "hn"), new CachePair("c", "cn")),
                CachePairing.byName("m.onnx", graph));
    }

    @Test
    void refusesTwoOutputsForOneInput() {
        Graph graph = graph(values(4, "h"), values(4, "hn", "new_h"));
        ModelFormatException e =
                assertThrows(
                        ModelFormatException.class, () -> CachePairing.byName("m.onnx", graph));
        assertEquals("m.onnx, input 'h'", e.where());
    }

    @Test
    void refusesOneNameForTwoValues() {
        Graph graph = graph(values(4, "h", "h"), values(4, "hn"));
        assertThrows(ModelFormatException.class, () -> CachePairing.byName("m", graph));
    }

    @Test
    void pairsByPosition() {
        Graph graph = graph(values(4, "x", "a", "b", "len"), values(4, "y", "17", "18"));
        assertEquals(
                List.of(new CachePair("a", "17"), new CachePair("b", "18")),
                CachePairing.byPosition("m.onnx", graph, 1, 1, 2));
        assertThrows(
                ModelFormatException.class,
                () -> CachePairing.byPosition("m.onnx", graph, 1, 1, 3));
    }

    @Test
    void refusesPairsOfDifferentTypes() {
        List<Value> inputs = values(4, "x", "a");
        List<Value> outputs = values(5, "y", "b");
        Graph graph = graph(inputs, outputs);
        ModelFormatException e =
                assertThrows(
                        ModelFormatException.class,
                        () -> CachePairing.byPosition("m", graph, 1, 1, 1));
        assertEquals("float32[5]", e.found());
        inputs.get(1).setType(TensorType.of(DType.INT32, 5));
        assertThrows(
                ModelFormatException.class, () -> CachePairing.byPosition("m", graph, 1, 1, 1));
        inputs.get(1).setType(new TensorType(DType.FLOAT32, new Shape(List.of(Dim.symbol("N")))));
        assertEquals(1, CachePairing.byPosition("m", graph, 1, 1, 1).size());
    }

    @Test
    void checksExplicitPairs() {
        Graph graph = graph(values(4, "x", "a", "b"), values(4, "y", "p", "q"));
        List<CachePair> pairs = List.of(new CachePair("a", "p"), new CachePair("b", "q"));
        assertEquals(pairs, CachePairing.checked("m", graph, pairs));
        for (CachePair wrong :
                List.of(
                        new CachePair("z", "p"),
                        new CachePair("a", "z"),
                        new CachePair("a", "q"),
                        new CachePair("x", "p"))) {
            List<CachePair> bad = List.of(pairs.get(0), wrong);
            assertThrows(ModelFormatException.class, () -> CachePairing.checked("m", graph, bad));
        }
    }

    @Test
    void namesInputsThatNobodyFeeds() {
        Graph graph = graph(values(4, "x", "a", "b"), values(4, "y", "new_a", "z"));
        List<CachePair> pairs = CachePairing.byName("m", graph);
        CachePairing.checkComplete("m", graph, pairs, Set.of("x", "b"));
        ModelFormatException e =
                assertThrows(
                        ModelFormatException.class,
                        () -> CachePairing.checkComplete("m", graph, pairs, Set.of("x")));
        assertTrue(e.found().contains("[b]"), e.found());
    }

    @ParameterizedTest
    @CsvSource({
        "zipformer2-en-3.3M/encoder.int8.onnx, 38, x",
        "zipformer2-en-3.3M/decoder.onnx, 0, y",
        "silero-vad/silero_vad.onnx, 1, input sr",
        "fsmn-vad/fsmnvad-online.onnx, 4, speech",
    })
    void pairsPublishedModelsByName(String file, int count, String given) {
        Path path = MODELS.resolve(file);
        assumeTrue(Files.exists(path), "no " + path);
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(path));
        List<CachePair> pairs = CachePairing.byName(file, graph);
        assertEquals(count, pairs.size());
        CachePairing.checkComplete(file, graph, pairs, Set.of(given.split(" ")));
    }

    @Test
    void pairsDtlnByPosition() {
        Path path = MODELS.resolve("dtln/model_1.onnx");
        assumeTrue(Files.exists(path), "no " + path);
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(path));
        assertEquals(List.of(), CachePairing.byName("dtln", graph));
        assertEquals(
                List.of(new CachePair("input_3", "tf_op_layer_stack_2")),
                CachePairing.byPosition("dtln", graph, 1, 1, 1));
    }
}
