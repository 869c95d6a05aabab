package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;

/**
 * Makes {@code (x a + b) c + d}, with nothing but additions between two products with constant
 * matrices, the one product {@code x (a c) + (b c + d)} where that takes fewer multiplications. The
 * matrices are multiplied in double precision, and what is rounded once instead of twice comes out
 * nearer to the truth. A bottleneck, which saves multiplications, stays.
 */
public final class JoinProducts implements Pass {
    private static final int BIAS = 2;

    /** Multiplications of matrices at load time. */
    private static final long MOST_WORK = 1L << 25;

    @Override
    public void run(Graph graph) {
        Rewrite.walkCountingUses(
                graph,
                (node, rewrite) -> {
                    if (!join(node, rewrite)) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean join(Node root, Rewrite rewrite) {
        Node first = isProduct(root) ? rewrite.producer(root.input(0)) : null;
        if (first == null
                || !isProduct(first)
                || activation(first) != Activation.NONE
                || rewrite.uses(root.input(0)) != 1) {
            return false;
        }
        Tensor a = matrix(first.input(1));
        Tensor c = matrix(root.input(1));
        if (a == null || c == null || !saves(a.dim(0), a.dim(1), c.dim(1))) {
            return false;
        }
        List<Value> inputs = new ArrayList<>(List.of(first.input(0)));
        Tensor product = multiply(a, c, a.dim(0), c.dim(1));
        inputs.add(Value.ofConstant(root.name() + "/joined", product));
        if (!addBias(first, root, c, inputs) || !isFinite(product)) {
            return false;
        }
        rewrite.add(root.name(), new FusedMatMul(activation(root)), inputs, root.output(0));
        return true;
    }

    /** Adds what both biases come to, if anything; false if they are not both known. */
    private static boolean addBias(Node first, Node root, Tensor c, List<Value> inputs) {
        Value before = first.input(BIAS);
        Value after = root.input(BIAS);
        if (before == null) {
            if (after != null) {
                inputs.add(after);
            }
            return true;
        }
        long columns = c.dim(1);
        Tensor b = vector(before, c.dim(0));
        Tensor d = after == null ? Tensor.zeros(DType.FLOAT32, columns) : vector(after, columns);
        if (b == null || d == null) {
            return false;
        }
        double[] turned = new double[(int) columns];
        accumulate(b, 0, c, turned);
        Tensor sum = Tensor.zeros(DType.FLOAT32, columns);
        for (int i = 0; i < turned.length; i++) {
            sum.setDouble(i, turned[i] + d.getDouble(i));
        }
        inputs.add(Value.ofConstant(root.name() + "/joined_bias", sum));
        return isFinite(sum);
    }

    private static boolean saves(long rows, long inner, long columns) {
        return rows * columns < rows * inner + inner * columns
                && rows * inner * columns <= MOST_WORK;
    }

    private static Tensor multiply(Tensor a, Tensor c, long rows, long columns) {
        Tensor product = Tensor.zeros(DType.FLOAT32, rows, columns);
        for (int row = 0; row < rows; row++) {
            double[] sums = new double[(int) columns];
            accumulate(a, row, c, sums);
            for (int i = 0; i < sums.length; i++) {
                product.setDouble((int) (row * columns) + i, sums[i]);
            }
        }
        return product;
    }

    /** Adds row {@code row} of {@code a} times {@code c}. */
    private static void accumulate(Tensor a, int row, Tensor c, double[] sums) {
        int inner = (int) c.dim(0);
        for (int p = 0; p < inner; p++) {
            double factor = a.getDouble(row * inner + p);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += factor * c.getDouble(p * sums.length + i);
            }
        }
    }

    private static boolean isFinite(Tensor tensor) {
        for (int i = 0; i < tensor.elements(); i++) {
            if (!Double.isFinite(tensor.getDouble(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isProduct(Node node) {
        return node.op() instanceof MatMul || node.op() instanceof FusedMatMul;
    }

    private static Activation activation(Node product) {
        return product.op() instanceof FusedMatMul fused ? fused.activation() : Activation.NONE;
    }

    /** A constant float32 matrix, or null. */
    private static Tensor matrix(Value value) {
        boolean fits = isFloat(value) && value.type().shape().rank() == 2;
        return fits ? Constants.tensor(value) : null;
    }

    /** The elements of a constant that adds one number to each column, or null. */
    private static Tensor vector(Value value, long columns) {
        Tensor tensor = isFloat(value) ? Constants.tensor(value) : null;
        boolean fits =
                tensor != null
                        && tensor.elements() == columns
                        && tensor.rank() > 0
                        && tensor.dim(tensor.rank() - 1) == columns;
        return fits ? tensor : null;
    }

    private static boolean isFloat(Value value) {
        return value.isConstant() && value.type().dtype() == DType.FLOAT32;
    }
}
