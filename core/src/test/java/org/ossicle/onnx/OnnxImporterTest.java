package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrTensor;
import static org.ossicle.onnx.ModelBuilder.floats;
import static org.ossicle.onnx.ModelBuilder.nodeProto;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphChecker;
import org.ossicle.graph.Node;
import org.ossicle.graph.op.Identity;

class OnnxImporterTest {
    static Graph importGraph(ModelBuilder builder) {
        Graph graph = OnnxImporter.importGraph(builder.read());
        GraphChecker.check(graph);
        return graph;
    }

    private static ModelBuilder model() {
        return new ModelBuilder(17).input("x", FLOAT, "N", 3).output("y", FLOAT, "N", 3);
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(node -> node.op().name()).toList();
    }

    @Test
    void linksByIdentityAndKeepsNames() {
        Graph graph = importGraph(model().node("Abs", "x", "a").node("Add", "a,x", "y"));
        Node abs = graph.nodes().get(0);
        Node add = graph.nodes().get(1);
        assertEquals(graph.inputs().get(0), abs.input(0));
        assertEquals(abs.output(0), add.input(0));
        assertEquals(List.of(add.output(0)), graph.outputs());
        assertEquals("y", graph.outputs().get(0).name());
        assertEquals("float32[N,3]", graph.inputs().get(0).type().toString());
        assertEquals("n_Add", add.name());
    }

    @Test
    void sortsNodesThatStandInTheWrongOrder() {
        Graph graph =
                importGraph(
                        model().node("Neg", "b", "y").node("Exp", "a", "b").node("Abs", "x", "a"));
        assertEquals(List.of("Abs", "Exp", "Neg"), operators(graph));
    }

    @Test
    void refusesCircles() {
        ModelBuilder circle = model().node("Add", "x,y", "a").node("Abs", "a", "y");
        assertFormat("nodes that do not wait for each other", circle);
    }

    @Test
    void refusesNamesWithoutMeaning() {
        assertFormat("a value called 'z'", model().node("Add", "x,z", "y"));
        assertFormat("a value called 'y'", model().node("Abs", "x", "q"));
    }

    @Test
    void refusesOneNameForTwoValues() {
        String expected = "a name given to one value";
        assertFormat(expected, model().node("Abs", "x", "y").node("Neg", "x", "y"));
        assertFormat(expected, model().node("Abs", "x", "x"));
        assertFormat(
                expected,
                model().initializer(floats("w", new long[] {1}, 1))
                        .initializer(floats("w", new long[] {1}, 2))
                        .node("Add", "x,w", "y"));
        assertFormat(expected, model().input("x", FLOAT, 3).node("Abs", "x", "y"));
    }

    private static void assertFormat(String expected, ModelBuilder builder) {
        OnnxModel model = builder.read();
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> OnnxImporter.importGraph(model));
        assertEquals(expected, e.expected(), e.getMessage());
        assertTrue(e.where().startsWith("test.onnx"), e.where());
    }

    @Test
    void initializedInputsAreConstants() {
        Graph graph =
                importGraph(
                        model().ir(3)
                                .input("w", FLOAT, 3)
                                .initializer(floats("w", new long[] {3}, 1, 2, 3))
                                .node("Add", "x,w", "y"));
        assertEquals(1, graph.inputs().size());
        assertTrue(graph.nodes().get(0).input(1).isConstant());
    }

    @Test
    void constantNodesBecomeConstants() {
        Graph graph =
                importGraph(
                        model().node(
                                        "Constant",
                                        "",
                                        "k",
                                        attrTensor("value", floats("", new long[] {3}, 4, 5, 6)))
                                .node("Constant", "", "f", attr("value_float", 2.5f))
                                .node("Constant", "", "i", attr("value_int", 7))
                                .node(
                                        "Constant",
                                        "",
                                        "g",
                                        ModelBuilder.attrFloats("value_floats", 1, 2))
                                .node(
                                        "Constant",
                                        "",
                                        "j",
                                        ModelBuilder.attrInts("value_ints", 3, 4))
                                .node("Concat", "k,f,i,g,j", "y", attr("axis", 0)));
        assertEquals(List.of("Concat"), operators(graph));
        List<String> found =
                graph.nodes().get(0).inputs().stream()
                        .map(value -> value.constant().toString())
                        .toList();
        assertEquals(
                List.of(
                        "float32[3]{4.0, 5.0, 6.0}",
                        "float32[]{2.5}",
                        "int64[]{7}",
                        "float32[2]{1.0, 2.0}",
                        "int64[2]{3, 4}"),
                found);
    }

    @Test
    void omittedInputsAreNull() {
        Graph graph =
                importGraph(
                        model().initializer(floats("m", new long[0], 1))
                                .node("Clip", "x,,m", "a")
                                .node("Clip", "a,m,", "y"));
        assertNull(graph.nodes().get(0).input(1));
        assertEquals(3, graph.nodes().get(0).inputs().size());
        assertEquals(2, graph.nodes().get(1).inputs().size());
    }

    @Test
    void outputsNobodyWantsAreNull() {
        Graph graph =
                importGraph(
                        new ModelBuilder(17)
                                .input("x", FLOAT, 5)
                                .initializer(ModelBuilder.longs("k", 2))
                                .output("i", ModelBuilder.INT64, 2)
                                .node("TopK", "x,k", ",i"));
        assertNull(graph.nodes().get(0).output(0));
        assertEquals("i", graph.nodes().get(0).output(1).name());
    }

    @Test
    void outputsMayBeInputs() {
        Graph graph = importGraph(new ModelBuilder(17).input("x", FLOAT, 1).output("x", FLOAT, 1));
        assertEquals(graph.inputs(), graph.outputs());
    }

    @Test
    void tellsEverythingUnsupportedAtOnce() {
        OnnxModel model =
                model().opset("com.example", 3)
                        .node("Unique", "x", "a")
                        .node(nodeProto("com.example", "Magic", "a", "b"))
                        .node("Unique", "b", "c")
                        .node("Gelu", "c", "d", attr("approximate", "sigmoid"))
                        .node("Abs", "d", "e", attr("invented", 1))
                        .node(
                                "Constant",
                                "",
                                "s",
                                attrTensor("value", ModelBuilder.tensor("", 8, new long[] {1})))
                        .node(nodeProto("org.none", "Thing", "e,s", "y"))
                        .read();
        UnsupportedOperatorException e =
                assertThrows(
                        UnsupportedOperatorException.class, () -> OnnxImporter.importGraph(model));
        assertEquals(
                List.of(
                        "Unique, opset 17 (n_Unique and 1 more)",
                        "com.example.Magic, opset 3 (n_Magic)",
                        "Gelu with approximate='sigmoid', opset 17 (n_Gelu)",
                        "Abs with attribute [invented], opset 17 (n_Abs)",
                        "Constant with elements of type STRING, opset 17 (n_Constant)",
                        "org.none.Thing (n_Thing)"),
                e.operators());
        assertTrue(e.getMessage().contains("DynamicQuantizeLinear"), "lists what is supported");
    }

    @Test
    void inputsThatAreNoTensorsAreUnsupported() {
        ModelBuilder builder = new ModelBuilder(17);
        builder.graph()
                .message(
                        11,
                        new Proto().string(1, "s").message(2, new Proto().message(4, new Proto())));
        UnsupportedOperatorException e =
                assertThrows(
                        UnsupportedOperatorException.class,
                        () -> OnnxImporter.importGraph(builder.read()));
        assertEquals(List.of("a sequence (input 's')"), e.operators());
    }

    @Test
    void knowsWhatItSupports() {
        assertTrue(OnnxImporter.supports("", "Conv"));
        assertTrue(OnnxImporter.supports("ai.onnx", "Conv"));
        assertTrue(OnnxImporter.supports("com.microsoft", "DynamicQuantizeLSTM"));
        assertFalse(OnnxImporter.supports("com.microsoft", "Conv"));
        assertFalse(OnnxImporter.supports("", "Unique"));
        List<String> names = OnnxImporter.supportedOperators();
        assertTrue(names.contains("com.microsoft.DynamicQuantizeLSTM"));
        assertEquals(names.stream().sorted().toList(), names);
        assertTrue(names.size() > 120, names.size() + " operators");
    }

    @Test
    void refusesOpsetsItDoesNotKnow() {
        assertFormat("an opset from 1 to 28", new ModelBuilder(29));
        OnnxModel old = new ModelBuilder(6).input("x", FLOAT, 1).node("Add", "x,x", "y").read();
        UnsupportedOperatorException e =
                assertThrows(
                        UnsupportedOperatorException.class, () -> OnnxImporter.importGraph(old));
        assertEquals(List.of("Add older than opset 7, opset 6 (n_Add)"), e.operators());
    }

    @Test
    void operatorsNeedAnImportOfTheirDomain() {
        assertFormat(
                "an import of the operator set 'com.microsoft'",
                model().node(nodeProto("com.microsoft", "Gelu", "x", "y")));
    }

    @Test
    void aiOnnxIsTheDefaultDomain() {
        Graph graph = importGraph(model().node(nodeProto("ai.onnx", "Identity", "x", "y")));
        assertInstanceOf(Identity.class, graph.nodes().get(0).op());
    }

    @Test
    void attributesOfTheWrongKindAreRefused() {
        assertFormat(
                "attribute 'axis' of kind INT",
                model().node("Softmax", "x", "y", attr("axis", 1.5f)));
    }
}
