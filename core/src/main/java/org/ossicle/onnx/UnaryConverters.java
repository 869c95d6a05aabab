package org.ossicle.onnx;

import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Hardmax;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Functions of single elements, and softmax. */
final class UnaryConverters implements Converter {
    private static final UnaryKind[] PLAIN = {
        UnaryKind.ABS, UnaryKind.NEG, UnaryKind.EXP, UnaryKind.LOG, UnaryKind.SQRT,
        UnaryKind.RECIPROCAL, UnaryKind.SIGMOID, UnaryKind.TANH, UnaryKind.RELU, UnaryKind.ERF,
        UnaryKind.SIN, UnaryKind.COS, UnaryKind.FLOOR, UnaryKind.CEIL, UnaryKind.ROUND,
        UnaryKind.SIGN, UnaryKind.NOT, UnaryKind.SOFTPLUS, UnaryKind.SOFTSIGN, UnaryKind.IS_NAN,
        UnaryKind.TAN, UnaryKind.ASIN, UnaryKind.ACOS, UnaryKind.ATAN, UnaryKind.SINH,
        UnaryKind.COSH, UnaryKind.ASINH, UnaryKind.ACOSH, UnaryKind.ATANH, UnaryKind.HARD_SWISH,
        UnaryKind.MISH, UnaryKind.BITWISE_NOT
    };

    private UnaryConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new UnaryConverters();
        for (UnaryKind kind : PLAIN) {
            registry.addTimeless(group, kind.onnxName());
        }
        registry.add(
                group,
                "LeakyRelu",
                "Elu",
                "Celu",
                "ThresholdedRelu",
                "HardSigmoid",
                "Selu",
                "IsInf",
                "Gelu",
                "Swish",
                "Clip",
                "Softmax",
                "LogSoftmax",
                "Hardmax");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "LeakyRelu" -> withAlpha(node, UnaryKind.LEAKY_RELU, 0.01f);
            case "Elu" -> withAlpha(node, UnaryKind.ELU, 1);
            case "Celu" -> withAlpha(node, UnaryKind.CELU, 1);
            case "ThresholdedRelu" -> withAlpha(node, UnaryKind.THRESHOLDED_RELU, 1);
            case "HardSigmoid" -> hardSigmoid(node);
            case "Selu" -> selu(node);
            case "IsInf" -> isInf(node);
            case "Gelu" -> gelu(node);
            case "Swish" -> swish(node, 1);
            case "Clip" -> clip(node);
            case "Softmax" -> softmax(node, false);
            case "LogSoftmax" -> softmax(node, true);
            case "Hardmax" -> hardmax(node);
            default -> node.emit(Unary.of(plain(node.opType())));
        }
    }

    private static UnaryKind plain(String opType) {
        for (UnaryKind kind : PLAIN) {
            if (kind.onnxName().equals(opType)) {
                return kind;
            }
        }
        throw ConverterRegistry.unknown(opType);
    }

    private static void withAlpha(NodeImport node, UnaryKind kind, float otherwise) {
        node.emit(new Unary(kind, node.real("alpha", otherwise), 0));
    }

    private static void hardSigmoid(NodeImport node) {
        float alpha = node.real("alpha", 0.2f);
        float beta = node.real("beta", 0.5f);
        node.emit(new Unary(UnaryKind.HARD_SIGMOID, alpha, beta));
    }

    private static void selu(NodeImport node) {
        float alpha = node.real("alpha", 1.67326319217681884765625f);
        float gamma = node.real("gamma", 1.05070102214813232421875f);
        node.emit(new Unary(UnaryKind.SELU, alpha, gamma));
    }

    private static void isInf(NodeImport node) {
        boolean negative = node.flag("detect_negative", true);
        boolean positive = node.flag("detect_positive", true);
        if (negative == positive) {
            node.emit(new Unary(UnaryKind.IS_INF, negative ? 1 : 0, positive ? 1 : 0));
            return;
        }
        float end = negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        Value x = node.required(0);
        node.emit(new Binary(BinaryKind.EQUAL), x, node.scalarLike(end, x));
    }

    private static void gelu(NodeImport node) {
        String approximate = node.text("approximate", "none");
        switch (approximate) {
            case "none" -> node.emit(Unary.of(UnaryKind.GELU_ERF));
            case "tanh" -> node.emit(Unary.of(UnaryKind.GELU_TANH));
            default -> node.refuse("approximate='" + approximate + "'");
        }
    }

    /** x sigmoid(alpha x). */
    static void swish(NodeImport node, float otherwise) {
        float alpha = node.real("alpha", otherwise);
        if (alpha == 1) {
            node.emit(Unary.of(UnaryKind.SILU));
            return;
        }
        Value x = node.required(0);
        Value scaled = node.step(new Binary(BinaryKind.MUL), x, node.scalarLike(alpha, x));
        Value gate = node.step(Unary.of(UnaryKind.SIGMOID), scaled);
        node.emit(new Binary(BinaryKind.MUL), x, gate);
    }

    private static void clip(NodeImport node) {
        if (node.opset() >= 11) {
            node.emit(new Clip());
            return;
        }
        Value x = node.required(0);
        Value min = bound(node, "min", x);
        Value max = bound(node, "max", x);
        node.emit(new Clip(), x, min, max);
    }

    private static Value bound(NodeImport node, String name, Value x) {
        return node.hasAttribute(name) ? node.scalarLike(node.real(name, 0), x) : null;
    }

    private static void softmax(NodeImport node, boolean log) {
        boolean flattened = node.opset() < 13;
        long axis = node.integer("axis", flattened ? 1 : -1);
        node.emit(new Softmax(axis, log, flattened));
    }

    private static void hardmax(NodeImport node) {
        boolean flattened = node.opset() < 13;
        long axis = node.integer("axis", flattened ? 1 : -1);
        node.emit(new Hardmax(axis, flattened));
    }
}
