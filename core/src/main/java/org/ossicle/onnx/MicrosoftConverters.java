package org.ossicle.onnx;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLstm;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.RmsNormalization;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/**
 * Operators of the domain com.microsoft, which ONNX Runtime's optimiser and quantiser write.
 *
 * <p>Their definitions are in ONNX Runtime's docs/ContribOperators.md.
 */
final class MicrosoftConverters implements Converter {
    private static final float QUICK_GELU_ALPHA = 1.702f;

    private MicrosoftConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new MicrosoftConverters();
        registry.addMicrosoft(
                group,
                "DynamicQuantizeLSTM",
                "DynamicQuantizeMatMul",
                "MatMulIntegerToFloat",
                "FusedMatMul",
                "Gelu",
                "BiasGelu",
                "FastGelu",
                "QuickGelu",
                "SkipLayerNormalization",
                "SkipSimplifiedLayerNormalization");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "DynamicQuantizeLSTM" -> dynamicLstm(node);
            case "DynamicQuantizeMatMul" -> dynamicMatMul(node);
            case "MatMulIntegerToFloat" -> integerToFloat(node);
            case "FusedMatMul" -> fusedMatMul(node);
            case "Gelu" -> node.emit(Unary.of(UnaryKind.GELU_ERF));
            case "BiasGelu" -> biasGelu(node, UnaryKind.GELU_ERF);
            case "FastGelu" -> biasGelu(node, UnaryKind.GELU_TANH);
            case "QuickGelu" -> UnaryConverters.swish(node, QUICK_GELU_ALPHA);
            case "SkipLayerNormalization" -> skipLayer(node);
            case "SkipSimplifiedLayerNormalization" -> skipRms(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void dynamicLstm(NodeImport node) {
        node.emit(new DynamicQuantizeLstm(RecurrentConverters.lstm(node)));
    }

    /** Inputs a, b, b's scale, b's zero point, bias. */
    private static void dynamicMatMul(NodeImport node) {
        List<Value> a = node.steps(new DynamicQuantizeLinear(), 3, node.required(0));
        Value product =
                node.step(new MatMulInteger(), a.get(0), node.required(1), a.get(2), node.input(3));
        scaled(node, product, a.get(1), node.required(2), node.input(4));
    }

    /** Inputs a, b, a's scale, b's scale, a's zero point, b's zero point, bias. */
    private static void integerToFloat(NodeImport node) {
        Value product =
                node.step(
                        new MatMulInteger(),
                        node.required(0),
                        node.required(1),
                        node.input(4),
                        node.input(5));
        scaled(node, product, node.required(2), node.required(3), node.input(6));
    }

    /** The node as product times both scales, plus bias. */
    private static void scaled(
            NodeImport node, Value product, Value scaleA, Value scaleB, Value bias) {
        Value real = node.step(new Cast(DType.FLOAT32), product);
        Value scale = node.step(new Binary(BinaryKind.MUL), scaleA, scaleB);
        if (bias == null) {
            node.emit(new Binary(BinaryKind.MUL), real, scale);
        } else {
            Value result = node.step(new Binary(BinaryKind.MUL), real, scale);
            node.emit(new Binary(BinaryKind.ADD), result, bias);
        }
    }

    private static void fusedMatMul(NodeImport node) {
        boolean turned =
                node.flag("transA", false)
                        | node.flag("transB", false)
                        | node.flag("transBatchA", false)
                        | node.flag("transBatchB", false);
        float alpha = node.real("alpha", 1);
        if (turned) {
            node.refuse("transposed inputs");
        } else if (alpha == 1) {
            node.emit(new MatMul());
        } else {
            Value product = node.step(new MatMul(), node.required(0), node.required(1));
            Value factor = node.scalarLike(alpha, node.required(0));
            node.emit(new Binary(BinaryKind.MUL), product, factor);
        }
    }

    private static void biasGelu(NodeImport node, UnaryKind kind) {
        if (node.has(1)) {
            Value sum = node.step(new Binary(BinaryKind.ADD), node.required(0), node.required(1));
            node.emit(Unary.of(kind), sum);
        } else {
            node.emit(Unary.of(kind));
        }
    }

    /** Inputs x, skip, gamma, beta, bias; the last of four outputs is the sum. */
    private static void skipLayer(NodeImport node) {
        float epsilon = node.real("epsilon", 1e-12f);
        if (refusesStatistics(node)) {
            return;
        }
        Value sum = skipSum(node, node.input(4));
        node.emitOutput(
                0, new LayerNormalization(-1, epsilon), sum, node.required(2), node.input(3));
    }

    /** Inputs x, skip, gamma, bias. */
    private static void skipRms(NodeImport node) {
        float epsilon = node.real("epsilon", 1e-12f);
        if (refusesStatistics(node)) {
            return;
        }
        Value sum = skipSum(node, node.input(3));
        node.emitOutput(0, new RmsNormalization(-1, epsilon), sum, node.required(2));
    }

    private static boolean refusesStatistics(NodeImport node) {
        if (node.wants(1) || node.wants(2) || !node.wants(0)) {
            node.refuse("outputs of training");
            return true;
        }
        return false;
    }

    private static Value skipSum(NodeImport node, Value bias) {
        Binary add = new Binary(BinaryKind.ADD);
        Value sum = node.step(add, node.required(0), node.required(1));
        Value all = bias == null ? sum : node.step(add, sum, bias);
        if (node.wants(3)) {
            node.emitOutput(3, new Identity(), all);
        }
        return all;
    }
}
