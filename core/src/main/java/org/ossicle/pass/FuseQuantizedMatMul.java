package org.ossicle.pass;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.QuantizedMatMul;

/**
 * Joins {@code Cast(MatMulInteger(a, b)) * (a scale * b scale)} to one {@link QuantizedMatMul}. The
 * factors may stand in either order. The scales have to be multiplied with each other first:
 * multiplying the product by one after the other rounds differently.
 */
public final class FuseQuantizedMatMul implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.fuseEitherWay(graph, BinaryKind.MUL, FuseQuantizedMatMul::fuse);
    }

    private static boolean fuse(Node root, Value product, Value scale, Rewrite rewrite) {
        Node cast = rewrite.producer(product, Cast.class);
        Node scales = rewrite.producer(scale);
        if (cast == null
                || ((Cast) cast.op()).to() != DType.FLOAT32
                || !Patterns.is(scales, BinaryKind.MUL)) {
            return false;
        }
        Node matmul = rewrite.producer(cast.input(0), MatMulInteger.class);
        if (matmul == null || !root.output(0).type().equals(cast.output(0).type())) {
            return false;
        }
        long columns = columns(matmul.input(1));
        Value scaleA = scales.input(0);
        Value scaleB = scales.input(1);
        boolean ofA = isScaleOf(matmul.input(0), scaleA, rewrite);
        if (isScaleOf(matmul.input(0), scaleB, rewrite) || !ofA && !isSingle(scaleA)) {
            scaleA = scales.input(1);
            scaleB = scales.input(0);
        }
        Value zeroA = zeroPoint(matmul, 2, matmul.input(0));
        Value zeroB = zeroPoint(matmul, 3, matmul.input(1));
        boolean fits =
                isPerRow(scaleA, matmul.input(0))
                        && isPerRow(zeroA, matmul.input(0))
                        && isPerColumn(scaleB, columns)
                        && isPerColumn(zeroB, columns);
        if (fits) {
            rewrite.add(
                    matmul.name(),
                    new QuantizedMatMul(Activation.NONE),
                    List.of(matmul.input(0), scaleA, zeroA, matmul.input(1), scaleB, zeroB),
                    root.output(0));
        }
        return fits;
    }

    private static boolean isScaleOf(Value quantized, Value scale, Rewrite rewrite) {
        Node quantizer = rewrite.producer(quantized, DynamicQuantizeLinear.class);
        return quantizer != null && quantizer.output(1) == scale;
    }

    private static Value zeroPoint(Node matmul, int input, Value of) {
        Value zero = matmul.input(input);
        return zero != null
                ? zero
                : Value.ofConstant(of.name() + "_zero", Tensor.zeros(of.type().dtype()));
    }

    private static long columns(Value matrix) {
        long[] dims = matrix.type().shape().sizes();
        return dims.length == 1 ? 1 : dims[dims.length - 1];
    }

    private static boolean isSingle(Value value) {
        return value.type().shape().elements() == 1;
    }

    private static boolean isPerRow(Value value, Value matrix) {
        long[] dims = matrix.type().shape().sizes();
        long[] column = dims.length == 2 ? new long[] {dims[0], 1} : null;
        return isSingle(value) || Arrays.equals(value.type().shape().sizes(), column);
    }

    private static boolean isPerColumn(Value value, long columns) {
        long[] dims = value.type().shape().sizes();
        return isSingle(value) || Arrays.equals(dims, new long[] {columns});
    }
}
