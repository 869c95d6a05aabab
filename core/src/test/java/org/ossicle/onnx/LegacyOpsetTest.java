package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrInts;
import static org.ossicle.onnx.ModelBuilder.floats;
import static org.ossicle.onnx.ModelBuilder.longs;
import static org.ossicle.onnx.ModelBuilder.nodeProto;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.Softmax;

/** An operator in an old form computes what its newest form computes. */
class LegacyOpsetTest {
    private static final long[] DIMS = {1, 3, 4};

    /** One node on x [1,3,4], in an old and in a newer opset, with the newer one's list inputs. */
    private static Arguments pair(
            String op,
            int oldOpset,
            List<Proto> oldAttrs,
            int opset,
            String inputs,
            List<Proto> attrs,
            Proto... initializers) {
        ModelBuilder old = one(oldOpset, nodeProto("", op, "x", "y", array(oldAttrs)));
        ModelBuilder newer = one(opset, nodeProto("", op, inputs, "y", array(attrs)));
        for (Proto initializer : initializers) {
            newer.initializer(initializer);
        }
        return Arguments.of(op + " " + oldOpset + " " + oldAttrs.size(), old, newer);
    }

    private static Proto[] array(List<Proto> attributes) {
        return attributes.toArray(new Proto[0]);
    }

    private static ModelBuilder one(int opset, Proto node) {
        return new ModelBuilder(opset).input("x", FLOAT, 1, 3, 4).output("y", FLOAT).node(node);
    }

    static Stream<Arguments> pairs() {
        List<Proto> none = List.of();
        Proto axes01 = attrInts("axes", 0, 1);
        return Stream.of(
                pair("Squeeze", 11, List.of(attrInts("axes", 0)), 13, "x,a", none, longs("a", 0)),
                pair("Squeeze", 11, none, 13, "x", none),
                pair(
                        "Unsqueeze",
                        11,
                        List.of(attrInts("axes", 1, 3)),
                        13,
                        "x,a",
                        none,
                        longs("a", 1, 3)),
                pair(
                        "ReduceSum",
                        11,
                        List.of(axes01, attr("keepdims", 0)),
                        13,
                        "x,a",
                        List.of(attr("keepdims", 0)),
                        longs("a", 0, 1)),
                pair("ReduceSum", 11, none, 13, "x", none),
                pair(
                        "ReduceMean",
                        17,
                        List.of(attrInts("axes", -1)),
                        18,
                        "x,a",
                        none,
                        longs("a", 2)),
                pair("ReduceMax", 13, List.of(axes01), 18, "x,a", none, longs("a", 0, 1)),
                pair(
                        "Slice",
                        9,
                        List.of(
                                attrInts("starts", 1, -3),
                                attrInts("ends", 3, 100),
                                attrInts("axes", 1, 2)),
                        13,
                        "x,s,e,a",
                        none,
                        longs("s", 1, -3),
                        longs("e", 3, 100),
                        longs("a", 1, 2)),
                pair(
                        "Slice",
                        9,
                        List.of(attrInts("starts", 0, 1), attrInts("ends", 1, 2)),
                        13,
                        "x,s,e",
                        none,
                        longs("s", 0, 1),
                        longs("e", 1, 2)),
                pair(
                        "Pad",
                        9,
                        List.of(attrInts("pads", 0, 1, 0, 0, 0, 2), attr("value", 7f)),
                        13,
                        "x,p,v",
                        none,
                        longs("p", 0, 1, 0, 0, 0, 2),
                        floats("v", new long[0], 7)),
                pair(
                        "Pad",
                        10,
                        List.of(attrInts("pads", 0, 1, 1, 0, 0, 2), attr("mode", "reflect")),
                        13,
                        "x,p",
                        List.of(attr("mode", "reflect")),
                        longs("p", 0, 1, 1, 0, 0, 2)),
                pair(
                        "Clip",
                        10,
                        List.of(attr("min", 2f), attr("max", 5f)),
                        13,
                        "x,l,h",
                        none,
                        floats("l", new long[0], 2),
                        floats("h", new long[0], 5)),
                pair(
                        "Clip",
                        6 + 1,
                        List.of(attr("max", 5f)),
                        13,
                        "x,,h",
                        none,
                        floats("h", new long[0], 5)),
                pair("Clip", 9, none, 13, "x", none),
                pair(
                        "TopK",
                        9,
                        List.of(attr("k", 2), attr("axis", 1)),
                        11,
                        "x,k",
                        List.of(attr("axis", 1)),
                        longs("k", 2)),
                pair("Dropout", 7, List.of(attr("ratio", 0.3f)), 13, "x", none),
                pair("Dropout", 11, none, 13, "x", none),
                pair("Softmax", 11, List.of(attr("axis", 2)), 13, "x", none),
                pair("LogSoftmax", 11, List.of(attr("axis", -1)), 13, "x", none),
                pair("Flatten", 9, none, 13, "x", List.of(attr("axis", 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void computesTheSame(String name, ModelBuilder old, ModelBuilder newer) {
        Tensor wanted = run(newer);
        Tensor found = run(old);
        assertEquals(wanted.type(), found.type());
        assertEquals(wanted.toString(), found.toString());
        assertEquals(wanted.data(), found.data());
    }

    private static Tensor run(ModelBuilder builder) {
        Tensor x = Tensor.zeros(DType.FLOAT32, DIMS);
        for (int i = 0; i < x.elements(); i++) {
            x.setDouble(i, i * 5 % 12);
        }
        return Interpreter.run(OnnxImporterTest.importGraph(builder), List.of(x)).get(0);
    }

    @Test
    void splitSizesMovedToAnInput() {
        Proto old = nodeProto("", "Split", "x", "p,y", attr("axis", 2), attrInts("split", 1, 3));
        Proto newer = nodeProto("", "Split", "x,s", "p,y", attr("axis", 2));
        Tensor wanted = run(one(13, newer).initializer(longs("s", 1, 3)));
        assertEquals(wanted.data(), run(one(11, old)).data());
        Proto even = nodeProto("", "Split", "x", "p,y", attr("axis", 2));
        Proto counted = nodeProto("", "Split", "x", "p,y", attr("axis", 2), attr("num_outputs", 2));
        assertEquals(run(one(11, even)).data(), run(one(18, counted)).data());
        Proto wrong = nodeProto("", "Split", "x", "p,y", attr("num_outputs", 3));
        assertThrows(ModelFormatException.class, () -> run(one(18, wrong)));
    }

    @Test
    void softmaxOverOneAxisOrOverAllThatFollow() {
        Softmax old = softmax(one(11, nodeProto("", "Softmax", "x", "y")));
        assertEquals(new Softmax(1, false, true), old);
        Softmax newer = softmax(one(13, nodeProto("", "Softmax", "x", "y")));
        assertEquals(new Softmax(-1, false, false), newer);
    }

    private static Softmax softmax(ModelBuilder builder) {
        Graph graph = OnnxImporterTest.importGraph(builder);
        return (Softmax) graph.nodes().get(0).op();
    }

    @Test
    void halfPrecisionBoundsFollowTheInput() {
        ModelBuilder builder =
                new ModelBuilder(10)
                        .input("x", 10, 2)
                        .output("y", 10, 2)
                        .node("Clip", "x", "y", attr("max", 1.5f));
        Tensor x = Tensor.zeros(DType.FLOAT16, 2);
        x.setDouble(1, 4);
        Tensor y = Interpreter.run(OnnxImporterTest.importGraph(builder), List.of(x)).get(0);
        assertEquals("float16[2]{0.0, 1.5}", y.toString());
    }

    @Test
    void theOldFormOfAnAttributeIsRefusedInTheNew() {
        ModelBuilder builder = one(13, nodeProto("", "Squeeze", "x", "y", attrInts("axes", 0)));
        assertThrows(
                org.ossicle.error.UnsupportedOperatorException.class,
                () -> OnnxImporter.importGraph(builder.read()));
    }
}
