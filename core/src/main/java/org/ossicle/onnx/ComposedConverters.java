package org.ossicle.onnx;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.CausalConvWithState;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.PoolKind;
import org.ossicle.graph.op.QuantizeLinear;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Unsqueeze;
import org.ossicle.graph.op.Where;

/** Operators that a few plainer ones make up, whatever the shapes. */
final class ComposedConverters implements Converter {
    private ComposedConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new ComposedConverters();
        registry.add(
                group,
                "Shrink",
                "LpNormalization",
                "MeanVarianceNormalization",
                "SwiGLU",
                "LpPool",
                "CausalConvWithState",
                "QLinearMatMul",
                "QLinearConv");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Shrink" -> shrink(node);
            case "LpNormalization" -> lpNormalization(node);
            case "MeanVarianceNormalization" -> meanVariance(node);
            case "SwiGLU" -> swiGlu(node);
            case "LpPool" -> lpPool(node);
            case "CausalConvWithState" -> causalConv(node);
            case "QLinearMatMul" -> quantizedMatMul(node);
            case "QLinearConv" -> quantizedConv(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static Value binary(NodeImport node, BinaryKind kind, Value a, Value b) {
        return node.step(new Binary(kind), a, b);
    }

    /** x + bias below -lambd, x - bias above lambd, else 0. */
    private static void shrink(NodeImport node) {
        Value x = node.required(0);
        float lambd = node.real("lambd", 0.5f);
        Value bias = node.scalarLike(node.real("bias", 0), x);
        Value below = binary(node, BinaryKind.LESS, x, node.scalarLike(-lambd, x));
        Value above = binary(node, BinaryKind.GREATER, x, node.scalarLike(lambd, x));
        Value less = binary(node, BinaryKind.SUB, x, bias);
        Value rest = node.step(new Where(), above, less, node.scalarLike(0, x));
        node.emit(new Where(), below, binary(node, BinaryKind.ADD, x, bias), rest);
    }

    /** x / norm; where the norm is 0 so is x. */
    private static void lpNormalization(NodeImport node) {
        Value x = node.required(0);
        long p = node.integer("p", 2);
        if (p != 1 && p != 2) {
            node.refuse("p=" + p);
            return;
        }
        ReduceKind kind = p == 1 ? ReduceKind.L1 : ReduceKind.L2;
        Value axis = node.listConstant("axis", new long[] {node.integer("axis", -1)});
        Value norm = node.step(new Reduce(kind, true, false), x, axis);
        Value none = binary(node, BinaryKind.EQUAL, norm, node.scalarLike(0, x));
        Value divisor = node.step(new Where(), none, node.scalarLike(1, x), norm);
        node.emit(new Binary(BinaryKind.DIV), x, divisor);
    }

    private static void meanVariance(NodeImport node) {
        Value x = node.required(0);
        long[] given = node.integers("axes");
        Value axes = node.listConstant("axes", given == null ? new long[] {0, 2, 3} : given);
        Reduce average = new Reduce(ReduceKind.MEAN, true, false);
        Value centred = binary(node, BinaryKind.SUB, x, node.step(average, x, axes));
        Value squares = binary(node, BinaryKind.MUL, centred, centred);
        Value deviation = node.step(Unary.of(UnaryKind.SQRT), node.step(average, squares, axes));
        Value divisor = binary(node, BinaryKind.ADD, deviation, node.scalarLike(1e-9f, x));
        node.emit(new Binary(BinaryKind.DIV), centred, divisor);
    }

    /** a sigmoid(alpha a) b. */
    private static void swiGlu(NodeImport node) {
        Value a = node.required(0);
        Value scaled = binary(node, BinaryKind.MUL, a, node.scalarLike(node.real("alpha", 1), a));
        Value gate = node.step(Unary.of(UnaryKind.SIGMOID), scaled);
        Value swish = binary(node, BinaryKind.MUL, a, gate);
        node.emit(new Binary(BinaryKind.MUL), swish, node.required(1));
    }

    /** The root of the sum of powers: the mean of a window times its size. */
    private static void lpPool(NodeImport node) {
        ConvAttributes window = WindowConverters.window(node, false);
        long p = node.integer("p", 2);
        if (p < 1 || node.flag("ceil_mode", false) || window.kernelShape().isEmpty()) {
            node.refuse("p=" + p + ", ceil_mode or no kernel_shape");
            return;
        }
        float size = 1;
        for (long side : window.kernelShape()) {
            size *= side;
        }
        Value x = node.required(0);
        Value magnitude = node.step(Unary.of(UnaryKind.ABS), x);
        Value power = binary(node, BinaryKind.POW, magnitude, node.scalarLike(p, x));
        Pool average = new Pool(PoolKind.AVERAGE, window, false, true, false, false);
        Value mean = node.step(average, power);
        Value sum = binary(node, BinaryKind.MUL, mean, node.scalarLike(size, x));
        node.emit(new Binary(BinaryKind.POW), sum, node.scalarLike(1f / p, x));
    }

    private static void causalConv(NodeImport node) {
        String activation = node.text("activation", "none");
        boolean silu = activation.equals("silu") || activation.equals("swish");
        if (silu || activation.equals("none") || activation.isEmpty()) {
            node.emit(new CausalConvWithState(silu));
        } else {
            node.refuse("activation=" + activation);
        }
    }

    /** Inputs a, a scale, a zero, b, b scale, b zero, y scale, y zero. */
    private static void quantizedMatMul(NodeImport node) {
        Value scaleA = node.required(1);
        boolean perRow = scaleA.type() == null || scaleA.type().shape().rank() != 0;
        if (perRow && !isSingle(scaleA)) {
            node.refuse("a scale of a per row");
            return;
        }
        Value product =
                node.step(
                        new MatMulInteger(),
                        node.required(0),
                        node.required(3),
                        node.required(2),
                        node.required(5));
        Value scale = binary(node, BinaryKind.MUL, scaleA, node.required(4));
        requantize(node, product, scale);
    }

    private static boolean isSingle(Value value) {
        return value.type() != null
                && value.type().shape().isKnown()
                && value.type().shape().elements() == 1;
    }

    /** Makes the node product times scale, quantised by inputs 6 and 7. */
    private static void requantize(NodeImport node, Value product, Value scale) {
        Value real = node.step(new Cast(DType.FLOAT32), product);
        Value single = node.step(new Cast(DType.FLOAT32), scale);
        Value output = node.step(new Cast(DType.FLOAT32), node.required(6));
        Value result = binary(node, BinaryKind.MUL, real, single);
        node.emit(new QuantizeLinear(1, 0, DType.UINT8), result, output, node.required(7));
    }

    /** Inputs x, x scale, x zero, w, w scale, w zero, y scale, y zero and optionally a bias. */
    private static void quantizedConv(NodeImport node) {
        ConvAttributes window = WindowConverters.window(node, true);
        Value w = node.required(3);
        if (w.type() == null) {
            node.refuse("a weight of unknown rank");
            return;
        }
        long[] spatial = new long[w.type().shape().rank() - 2];
        Arrays.setAll(spatial, i -> i + 1);
        Value axes = node.listConstant("axes", spatial);
        Value product =
                node.step(
                        new ConvInteger(window),
                        node.required(0),
                        w,
                        node.required(2),
                        node.required(5));
        if (node.has(8)) {
            Value bias = node.step(new Unsqueeze(), node.required(8), axes);
            product = binary(node, BinaryKind.ADD, product, bias);
        }
        Value scaleW = node.required(4);
        Value perChannel = isSingle(scaleW) ? scaleW : node.step(new Unsqueeze(), scaleW, axes);
        requantize(node, product, binary(node, BinaryKind.MUL, node.required(1), perChannel));
    }
}
