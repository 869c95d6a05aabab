package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphChecker;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.Node;

/** Published models and models of real sizes. */
class RealModelsTest {
    private static final Path SHARED = Path.of(System.getProperty("ossicle.shared", "none"));
    private static final Path SYNTHETIC = Path.of("target", "synthetic-models");

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Path archive = SHARED.resolve("models/synthetic.tar.gz");
        if (!Files.exists(archive) || Files.exists(SYNTHETIC.resolve("lstm2-d512-t16.onnx"))) {
            return;
        }
        Files.createDirectories(SYNTHETIC);
        Process tar =
                new ProcessBuilder("tar", "xzf", archive.toString(), "-C", SYNTHETIC.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, tar.waitFor());
    }

    private static Path existing(String name) {
        Path file = name.contains("/") ? SHARED.resolve("models").resolve(name) : null;
        file = file == null ? SYNTHETIC.resolve(name) : file;
        assumeTrue(Files.exists(file), "no " + file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zipformer2-en-3.3M/encoder.int8.onnx",
                "zipformer2-en-3.3M/decoder.onnx",
                "zipformer2-en-3.3M/joiner.int8.onnx",
                "silero-vad/silero_vad.onnx",
                "fsmn-vad/fsmnvad-online.onnx",
                "dtln/model_1.onnx",
                "dtln/model_2.onnx",
                "spelling-cnn/spelling_cnn_letters_digits_mel.onnx",
                "conformer-d256-c16.onnx",
                "conformer-d256-c16.int8.onnx",
                "conformer-d256-c4.int8.onnx",
                "conformer-d512-c16.int8.onnx",
                "lstm2-d512-t16.onnx",
                "rnnt-decoder.onnx",
                "rnnt-joiner.onnx",
                "rnnt-joiner.int8.onnx"
            })
    void importsWithoutLoss(String name) {
        Path file = existing(name);
        OnnxModel model = OnnxReader.read(file);
        assertEquals(OnnxReader.readHeader(file), model.header());
        Graph graph = OnnxImporter.importGraph(model);
        GraphChecker.check(graph);
        assertEquals(model.header().inputs().size(), graph.inputs().size());
        for (int i = 0; i < graph.outputs().size(); i++) {
            assertEquals(model.header().outputs().get(i).name(), graph.outputs().get(i).name());
        }
        Graph again = OnnxImporter.importGraph(model);
        assertEquals(GraphPrinter.print(graph), GraphPrinter.print(again));
        assertEquals(GraphPrinter.print(graph), GraphPrinter.print(GraphCopy.of(graph)));
    }

    @Test
    void zipformerHasTheOperatorsOfItsFile() {
        Graph graph =
                OnnxImporter.importGraph(
                        OnnxReader.read(existing("zipformer2-en-3.3M/encoder.int8.onnx")));
        Map<String, Integer> counts = count(graph, new HashMap<>());
        assertEquals(110, counts.get("MatMulInteger"));
        assertEquals(104, counts.get("DynamicQuantizeLinear"));
        assertEquals(24, counts.get("MatMul"));
        assertEquals(30, counts.get("Conv"));
        assertEquals(6, counts.get("GatherElements"));
        assertEquals("x", graph.inputs().get(0).name());
        assertEquals("encoder_out", graph.outputs().get(0).name());
        assertEquals("new_cached_key_0", graph.outputs().get(1).name());
        assertEquals("float32[1,45,80]", graph.inputs().get(0).type().toString());
    }

    @Test
    void sileroKeepsItsNestedChoices() {
        Graph graph =
                OnnxImporter.importGraph(OnnxReader.read(existing("silero-vad/silero_vad.onnx")));
        Map<String, Integer> counts = count(graph, new HashMap<>());
        assertEquals(25, counts.get("If"));
        assertEquals(4, counts.get("LSTM"));
        assertEquals(null, counts.get("Constant"));
    }

    private static Map<String, Integer> count(Graph graph, Map<String, Integer> counts) {
        for (Node node : graph.nodes()) {
            counts.merge(node.op().name(), 1, Integer::sum);
            node.op().subgraphs().forEach(inner -> count(inner, counts));
        }
        return counts;
    }

    @Test
    void headerHasTheMetadataOfTheFamily() {
        OnnxHeader header = OnnxReader.readHeader(existing("zipformer2-en-3.3M/encoder.int8.onnx"));
        assertEquals("zipformer2", header.metadata().get("model_type"));
        assertEquals("45", header.metadata().get("T"));
        assertEquals("32", header.metadata().get("decode_chunk_len"));
        assertEquals(39, header.inputs().size());
    }

    /** The weights alone are 75 MB, so the structure is all that can have been allocated. */
    @ParameterizedTest
    @ValueSource(strings = {"conformer-d512-c16.int8.onnx", "conformer-d256-c16.onnx"})
    void importTakesNoWeightsOntoTheHeap(String name) {
        Path file = existing(name);
        OnnxImporter.importGraph(OnnxReader.read(file));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(file));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(graph.nodes().size() > 1000, "nodes");
        assertTrue(allocated < 16 << 20, allocated + " bytes allocated");
    }

    @Test
    void zipformerIsImportedWithLittleMemory() {
        Path file = existing("zipformer2-en-3.3M/encoder.int8.onnx");
        OnnxImporter.importGraph(OnnxReader.read(file));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        OnnxReader.readHeader(file);
        long header = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        OnnxImporter.importGraph(OnnxReader.read(file));
        long whole = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(header < 1 << 20, header + " bytes for the header");
        assertTrue(whole < 8 << 20, whole + " bytes for the graph");
    }
}
