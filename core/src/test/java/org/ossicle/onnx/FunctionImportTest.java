package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.BOOL;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrGraph;
import static org.ossicle.onnx.ModelBuilder.attrReference;
import static org.ossicle.onnx.ModelBuilder.nodeProto;
import static org.ossicle.onnx.ModelBuilder.opsetId;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.Unary;

class FunctionImportTest {
    private static ModelBuilder model() {
        return new ModelBuilder(17).opset("local", 1).input("x", FLOAT, 2);
    }

    private static Proto function(String name, String inputs, String outputs, Proto... nodes) {
        Proto function = new Proto().string(1, name).string(10, "local");
        for (String input : inputs.split(",")) {
            function.string(4, input);
        }
        for (String output : outputs.split(",")) {
            function.string(5, output);
        }
        for (Proto node : nodes) {
            function.message(7, node);
        }
        return function.message(9, opsetId("", 17)).message(9, opsetId("local", 1));
    }

    private static Proto call(String name, String inputs, String outputs, Proto... attributes) {
        return nodeProto("local", name, inputs, outputs, attributes);
    }

    private static List<Double> run(Graph graph, Tensor... more) {
        Tensor x = Tensor.ofFloats(new long[] {2}, -2, 3);
        Tensor[] inputs = new Tensor[more.length + 1];
        inputs[0] = x;
        System.arraycopy(more, 0, inputs, 1, more.length);
        Tensor y = Interpreter.run(graph, List.of(inputs)).get(0);
        return List.of(y.getDouble(0), y.getDouble(1));
    }

    @Test
    void callsAreReplacedByTheFunctionsNodes() {
        Proto twice = function("Twice", "a", "b", nodeProto("", "Add", "a,a", "b"));
        Graph graph =
                OnnxImporterTest.importGraph(
                        model().output("y", FLOAT, 2)
                                .node(call("Twice", "x", "t"))
                                .node(call("Twice", "t", "y"))
                                .function(twice));
        assertEquals(2, graph.nodes().size());
        assertEquals("y", graph.outputs().get(0).name());
        assertEquals("n_Twice/n_Add", graph.nodes().get(0).name());
        assertEquals(List.of(-8.0, 12.0), run(graph));
    }

    @Test
    void attributesReachTheNodesThatReferToThem() {
        Proto leaky = nodeProto("", "LeakyRelu", "a", "b", attrReference("alpha", 1, "slope"));
        Proto function =
                function("Leaky", "a", "b", leaky).string(6, "bias").message(11, attr("slope", 2f));
        ModelBuilder builder =
                model().output("y", FLOAT, 2)
                        .node(call("Leaky", "x", "t"))
                        .node(call("Leaky", "t", "y", attr("slope", 10f)))
                        .function(function);
        Graph graph = OnnxImporterTest.importGraph(builder);
        assertEquals(2f, ((Unary) graph.nodes().get(0).op()).alpha());
        assertEquals(10f, ((Unary) graph.nodes().get(1).op()).alpha());
        assertEquals(List.of(-40.0, 3.0), run(graph));
    }

    @Test
    void anAttributeNobodyGivesHasItsDefault() {
        Proto leaky = nodeProto("", "LeakyRelu", "a", "b", attrReference("alpha", 1, "slope"));
        Proto function = function("Leaky", "a", "b", leaky).string(6, "slope");
        Graph graph =
                OnnxImporterTest.importGraph(
                        model().output("y", FLOAT, 2)
                                .node(call("Leaky", "x", "y"))
                                .function(function));
        assertEquals(0.01f, ((Unary) graph.nodes().get(0).op()).alpha());
    }

    @Test
    void functionsCallFunctionsAndBranchesSeeTheirValues() {
        Proto then = new ModelBuilder(17).node("Neg", "a", "r").output("r", FLOAT, 2).graph();
        Proto other = new ModelBuilder(17).node(call("Twice", "a", "s")).graph();
        other.message(12, ModelBuilder.valueInfo("s", FLOAT, 2));
        Proto choose =
                nodeProto(
                        "",
                        "If",
                        "c",
                        "b",
                        attrGraph("then_branch", then),
                        attrGraph("else_branch", other));
        Graph graph =
                OnnxImporterTest.importGraph(
                        model().input("c", BOOL)
                                .output("y", FLOAT, 2)
                                .node(call("Choose", "x,c", "y"))
                                .function(function("Choose", "a,c", "b", choose))
                                .function(
                                        function(
                                                "Twice",
                                                "q",
                                                "p",
                                                nodeProto("", "Add", "q,q", "p"))));
        Tensor no = Tensor.zeros(DType.BOOL);
        Tensor yes = Tensor.zeros(DType.BOOL);
        yes.setLong(0, 1);
        assertEquals(List.of(2.0, -3.0), run(graph, yes));
        assertEquals(List.of(-4.0, 6.0), run(graph, no));
    }

    @Test
    void resultsThatAreInputsKeepTheirNames() {
        Graph graph =
                OnnxImporterTest.importGraph(
                        model().output("y", FLOAT, 2)
                                .output("z", FLOAT, 2)
                                .node(call("Both", "x", "y,z"))
                                .function(
                                        function(
                                                "Both",
                                                "a",
                                                "a,b",
                                                nodeProto("", "Abs", "a", "b"))));
        assertEquals("y", graph.outputs().get(0).name());
        assertEquals("z", graph.outputs().get(1).name());
        assertEquals(List.of(-2.0, 3.0), run(graph));
    }

    @Test
    void namesInsideDoNotMeetNamesOutside() {
        Proto inner = nodeProto("", "Abs", "x", "t");
        Proto function = function("F", "x", "u", inner, nodeProto("", "Neg", "t", "u"));
        Graph graph =
                OnnxImporterTest.importGraph(
                        model().output("y", FLOAT, 2)
                                .node("Exp", "x", "t")
                                .node(call("F", "t", "u"))
                                .node("Add", "u,u", "y")
                                .function(function));
        assertEquals(4, graph.nodes().size());
    }

    @Test
    void omittedArgumentsAreOmittedInside() {
        Graph graph =
                OnnxImporterTest.importGraph(
                        model().output("y", FLOAT, 2)
                                .node(call("F", "x", "y"))
                                .function(
                                        function(
                                                "F",
                                                "a,low,high",
                                                "b",
                                                nodeProto("", "Clip", "a,low,high", "b"))));
        assertEquals(1, graph.nodes().get(0).inputs().size());
    }

    @Test
    void endlessRecursionIsRefused() {
        Proto self = function("F", "a", "b", call("F", "a", "b"));
        assertFormat("calls at most 64 deep", model().node(call("F", "x", "y")).function(self));
    }

    @Test
    void growthByNestedCallsIsRefused() {
        ModelBuilder builder = model().output("y", FLOAT, 2).node(call("F0", "x", "y"));
        for (int i = 0; i < 30; i++) {
            Proto[] calls = new Proto[8];
            for (int j = 0; j < 8; j++) {
                String from = j == 0 ? "a" : "t" + (j - 1);
                calls[j] = call("F" + (i + 1), from, j == 7 ? "b" : "t" + j);
            }
            builder.function(function("F" + i, "a", "b", calls));
        }
        builder.function(function("F30", "a", "b", nodeProto("", "Abs", "a", "b")));
        assertFormat("at most 200000 nodes after inlining functions", builder);
    }

    @Test
    void badCallsAreRefused() {
        Proto f = function("F", "a", "b", nodeProto("", "Abs", "a", "b"));
        assertFormat("at most 1 inputs", model().node(call("F", "x,x", "y")).function(f));
        assertFormat("at most 1 outputs", model().node(call("F", "x", "y,z")).function(f));
        assertFormat(
                "one definition of function local::F",
                model().node(call("F", "x", "y")).function(f).function(f));
        Proto outer = function("G", "a", "b", nodeProto("", "Abs", "x", "b"));
        assertFormat("a value called 'x'", model().node(call("G", "x", "y")).function(outer));
        assertFormat(
                "an attribute 'alpha' with a value",
                model().node("Elu", "x", "y", attrReference("alpha", 1, "s")));
    }

    private static void assertFormat(String expected, ModelBuilder builder) {
        OnnxModel model = builder.read();
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> OnnxImporter.importGraph(model));
        assertEquals(expected, e.expected(), e.getMessage());
        assertTrue(e.where().startsWith("test.onnx"), e.where());
    }
}
