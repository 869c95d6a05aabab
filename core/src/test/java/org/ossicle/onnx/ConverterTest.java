package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.BOOL;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.INT8;
import static org.ossicle.onnx.ModelBuilder.UINT8;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrFloats;
import static org.ossicle.onnx.ModelBuilder.attrStrings;
import static org.ossicle.onnx.ModelBuilder.floats;
import static org.ossicle.onnx.ModelBuilder.nodeProto;
import static org.ossicle.onnx.ModelBuilder.tensor;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.OssicleException;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.CellActivation;
import org.ossicle.graph.op.CellActivationKind;
import org.ossicle.graph.op.Lstm;

class ConverterTest {
    private static final String MICROSOFT = "com.microsoft";

    private static ModelBuilder model() {
        return new ModelBuilder(17)
                .opset(MICROSOFT, 1)
                .input("x", FLOAT, 2, 2)
                .output("y", FLOAT, 2, 2);
    }

    private static double[] run(ModelBuilder builder) {
        Graph graph = OnnxImporterTest.importGraph(builder);
        Tensor x = Tensor.ofFloats(new long[] {2, 2}, -1, 0.5f, 2, 3);
        Tensor y = Interpreter.run(graph, List.of(x)).get(0);
        double[] values = new double[y.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = y.getDouble(i);
        }
        return values;
    }

    private static void assertClose(double[] wanted, ModelBuilder builder) {
        double[] found = run(builder);
        assertEquals(wanted.length, found.length);
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], found[i], 1e-5 * (1 + Math.abs(wanted[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({"Max,9,9,9,9", "Min,-1,0.5,1,1", "Sum,9,10.5,12,13", "Mean,3,3.5,4,4.333333"})
    void variadicOperatorsBecomeChains(String op, double a, double b, double c, double d) {
        ModelBuilder builder =
                model().initializer(floats("p", new long[] {1}, 1))
                        .initializer(floats("q", new long[] {2, 2}, 9, 9, 9, 9))
                        .node(op, "x,p,q", "y");
        assertClose(new double[] {a, b, c, d}, builder);
        assertClose(new double[] {-1, 0.5, 2, 3}, model().node(op, "x", "y"));
        assertThrows(ModelFormatException.class, () -> run(model().node(op, "", "y")));
    }

    @Test
    void swishWithAFactor() {
        double[] wanted = new double[4];
        double[] x = {-1, 0.5, 2, 3};
        for (int i = 0; i < 4; i++) {
            wanted[i] = x[i] / (1 + Math.exp(-1.702 * x[i]));
        }
        assertClose(wanted, model().node(nodeProto(MICROSOFT, "QuickGelu", "x", "y")));
        ModelBuilder swish = new ModelBuilder(24).input("x", FLOAT, 2, 2).output("y", FLOAT, 2, 2);
        assertClose(wanted, swish.node("Swish", "x", "y", attr("alpha", 1.702f)));
    }

    @Test
    void biasGeluAddsFirst() {
        ModelBuilder plain = model().node("Add", "x,b", "s").opset(MICROSOFT, 1);
        plain.initializer(floats("b", new long[] {2}, 1, 2));
        plain.node(nodeProto(MICROSOFT, "Gelu", "s", "y"));
        ModelBuilder fused = model().initializer(floats("b", new long[] {2}, 1, 2));
        assertClose(run(plain), fused.node(nodeProto(MICROSOFT, "BiasGelu", "x,b", "y")));
    }

    @Test
    void skipLayerNormalizationAddsAndGivesTheSum() {
        ModelBuilder builder =
                model().output("s", FLOAT, 2, 2)
                        .initializer(floats("k", new long[] {2, 2}, 1, 1, 1, 1))
                        .initializer(floats("g", new long[] {2}, 1, 2))
                        .initializer(floats("b", new long[] {2}, 0, 1))
                        .node(
                                nodeProto(
                                        MICROSOFT,
                                        "SkipLayerNormalization",
                                        "x,k,g,b",
                                        "y,,,s",
                                        attr("epsilon", 1e-12f)));
        assertClose(new double[] {-1, 3, -1, 3}, builder);
        Graph graph = OnnxImporterTest.importGraph(builder);
        Tensor x = Tensor.ofFloats(new long[] {2, 2}, -1, 0.5f, 2, 3);
        Tensor sum = Interpreter.run(graph, List.of(x)).get(1);
        assertEquals("float32[2,2]{0.0, 1.5, 3.0, 4.0}", sum.toString());
    }

    @Test
    void dynamicQuantizedProductsMatchTheirParts() {
        Proto weights = tensor("w", INT8, new long[] {2, 2}).bytes(9, new byte[] {1, -2, 3, 4});
        Proto scale = floats("s", new long[] {1}, 0.5f);
        Proto zero = tensor("z", INT8, new long[0]).bytes(9, new byte[] {1});
        ModelBuilder fused = model().initializer(weights).initializer(scale).initializer(zero);
        fused.initializer(floats("b", new long[] {2}, 10, 20));
        fused.node(nodeProto(MICROSOFT, "DynamicQuantizeMatMul", "x,w,s,z,b", "y"));
        ModelBuilder parts = model().initializer(weights).initializer(scale).initializer(zero);
        parts.initializer(floats("b", new long[] {2}, 10, 20))
                .node("DynamicQuantizeLinear", "x", "q,qs,qz")
                .node(nodeProto(MICROSOFT, "MatMulIntegerToFloat", "q,w,qs,s,qz,z,b", "y"));
        assertClose(run(parts), fused);
        // x times the weights (w - 1) / 2, plus the bias, to within the steps of x.
        double[] exact = {-1 * 0 + 0.5 * 1 + 10, 1.5 + 0.75 + 20, 0 + 3 + 10, -3 + 4.5 + 20};
        double[] found = run(fused);
        for (int i = 0; i < 4; i++) {
            assertEquals(exact[i], found[i], 0.05);
        }
    }

    @Test
    void fusedMatMulScales() {
        ModelBuilder builder = model().initializer(floats("w", new long[] {2, 2}, 1, 0, 0, 1));
        builder.node(nodeProto(MICROSOFT, "FusedMatMul", "x,w", "y", attr("alpha", 3f)));
        assertClose(new double[] {-3, 1.5, 6, 9}, builder);
        refuses(
                "transposed inputs",
                model().node(nodeProto(MICROSOFT, "FusedMatMul", "x,x", "y", attr("transB", 1))));
    }

    @Test
    void dropoutPassesEverything() {
        ModelBuilder builder = model().output("m", BOOL, 2, 2).node("Dropout", "x", "y,m");
        Graph graph = OnnxImporterTest.importGraph(builder);
        Tensor x = Tensor.ofFloats(new long[] {2, 2}, -1, 0.5f, 2, 3);
        List<Tensor> found = Interpreter.run(graph, List.of(x));
        assertEquals(x.data(), found.get(0).data());
        assertEquals("bool[2,2]{1, 1, 1, 1}", found.get(1).toString());
        Proto yes = tensor("t", BOOL, new long[0]).bytes(9, new byte[] {1});
        refuses("training_mode", model().initializer(yes).node("Dropout", "x,,t", "y"));
    }

    @Test
    void trainingIsRefused() {
        ModelBuilder builder = model();
        for (String name : List.of("s", "b", "m", "v")) {
            builder.initializer(floats(name, new long[] {2}, 1, 1));
        }
        refuses("outputs of training", builder.node("BatchNormalization", "x,s,b,m,v", "y,m2"));
    }

    @Test
    void castsToTypesWithoutArithmeticAreRefused() {
        refuses("to=STRING", model().node("Cast", "x", "y", attr("to", 8)));
        refuses("to=FLOAT8E4M3FN", model().node("Cast", "x", "y", attr("to", 17)));
    }

    private static void refuses(String what, ModelBuilder builder) {
        OnnxModel model = builder.read();
        UnsupportedOperatorException e =
                assertThrows(
                        UnsupportedOperatorException.class, () -> OnnxImporter.importGraph(model));
        assertTrue(e.operators().get(0).contains(what), e.operators().toString());
    }

    private static ModelBuilder recurrent(String op, Proto... attributes) {
        return new ModelBuilder(14)
                .input("x", FLOAT, 1, 1, 2)
                .output("y", FLOAT)
                .initializer(floats("w", new long[] {1, 4, 2}, new float[8]))
                .initializer(floats("r", new long[] {1, 4, 1}, new float[4]))
                .node(op, "x,w,r", "y", attributes);
    }

    @Test
    void activationsTakeTheirConstantsInOrder() {
        Operator op =
                OnnxImporterTest.importGraph(
                                recurrent(
                                        "LSTM",
                                        attrStrings("activations", "HardSigmoid", "tanh", "Affine"),
                                        attrFloats("activation_alpha", 0.3f, 5),
                                        attrFloats("activation_beta", 0.6f)))
                        .nodes()
                        .get(0)
                        .op();
        Lstm lstm = (Lstm) op;
        assertEquals(1, lstm.hiddenSize(), "from the shape of the weights");
        assertEquals(
                List.of(
                        new CellActivation(CellActivationKind.HARD_SIGMOID, 0.3f, 0.6f),
                        CellActivation.of(CellActivationKind.TANH),
                        new CellActivation(CellActivationKind.AFFINE, 5, 0)),
                lstm.activations());
    }

    @Test
    void refusesRecurrentLayersThatMakeNoSense() {
        for (ModelBuilder bad :
                List.of(
                        recurrent("LSTM", attr("direction", "sideways")),
                        recurrent("LSTM", attrStrings("activations", "Tanh")),
                        recurrent("LSTM", attrStrings("activations", "Tanh", "Tanh", "Cosh")),
                        recurrent("GRU", attr("hidden_size", -1)))) {
            assertThrows(OssicleException.class, () -> OnnxImporter.importGraph(bad.read()));
        }
    }

    @Test
    void refusesWordsThatMeanNothing() {
        for (ModelBuilder bad :
                List.of(
                        model().node("Pad", "x,x", "y", attr("mode", "mirror")),
                        model().node("Conv", "x,x", "y", attr("auto_pad", "MOST")),
                        model().node("BitShift", "x,x", "y", attr("direction", "UP")),
                        model().node("ScatterND", "x,x,x", "y", attr("reduction", "avg")),
                        model().node("Concat", "x,x", "y"))) {
            assertThrows(ModelFormatException.class, () -> OnnxImporter.importGraph(bad.read()));
        }
    }

    @Test
    void quantizedTypesFollowTheAttribute() {
        ModelBuilder builder =
                new ModelBuilder(21)
                        .input("x", FLOAT, 2, 2)
                        .output("y", UINT8, 2, 2)
                        .initializer(floats("s", new long[0], 0.5f))
                        .node("QuantizeLinear", "x,s", "y", attr("output_dtype", INT8));
        assertClose(new double[] {-2, 1, 4, 6}, builder);
    }
}
