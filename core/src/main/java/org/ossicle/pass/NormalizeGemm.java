package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.Transpose;

/**
 * Writes {@code alpha a' b' + beta c} as a matrix product with a bias. Turned matrices become
 * transposes, which cost nothing; factors other than 1 become multiplications.
 */
public final class NormalizeGemm implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    if (node.op() instanceof Gemm gemm && isFloat(node)) {
                        rewrite(node, gemm, rewrite);
                    } else {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean isFloat(Node node) {
        return node.output(0).type().dtype().isFloat();
    }

    private static void rewrite(Node node, Gemm gemm, Rewrite rewrite) {
        String name = node.name();
        List<Value> factors = new ArrayList<>();
        factors.add(gemm.transA() ? turned(name, node.input(0), rewrite) : node.input(0));
        factors.add(gemm.transB() ? turned(name, node.input(1), rewrite) : node.input(1));
        Value bias = node.input(2) == null || gemm.beta() == 0 ? null : node.input(2);
        if (bias != null && gemm.beta() != 1) {
            bias = scaled(name, bias, gemm.beta(), rewrite);
        }
        FusedMatMul product = new FusedMatMul(Activation.NONE);
        if (gemm.alpha() == 1) {
            if (bias != null) {
                factors.add(bias);
            }
            rewrite.add(name, product, factors, node.output(0));
            return;
        }
        Value plain = rewrite.add(name, product, factors, node.output(0).type());
        if (bias == null) {
            Binary times = new Binary(BinaryKind.MUL);
            rewrite.add(name, times, List.of(plain, factor(plain, gemm.alpha())), node.output(0));
        } else {
            Value result = scaled(name, plain, gemm.alpha(), rewrite);
            rewrite.add(name, new Binary(BinaryKind.ADD), List.of(result, bias), node.output(0));
        }
    }

    private static Value turned(String name, Value matrix, Rewrite rewrite) {
        Shape shape = matrix.type().shape();
        TensorType type = TensorType.of(matrix.type().dtype(), shape.size(1), shape.size(0));
        return rewrite.add(name + "/turned", new Transpose(List.of(1L, 0L)), List.of(matrix), type);
    }

    private static Value scaled(String name, Value value, float factor, Rewrite rewrite) {
        List<Value> inputs = List.of(value, factor(value, factor));
        return rewrite.add(name + "/scaled", new Binary(BinaryKind.MUL), inputs, value.type());
    }

    private static Value factor(Value like, float factor) {
        DType dtype = like.type().dtype();
        Tensor tensor = Tensor.zeros(dtype);
        tensor.setDouble(0, factor);
        return Value.ofConstant(like.name() + "/factor", tensor);
    }
}
