package org.ossicle.graph.eval;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Broadcasting;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.UnaryKind;

/** Matrix products and what is fused to them. */
final class MatMulEvaluators {
    private MatMulEvaluators() {}

    /** Where the matrices of each product of a batch begin, and their sizes. */
    private record Batch(int[] a, int[] b, Products.Size size) {
        static Batch of(Tensor a, Tensor b) {
            long[] rows = a.rank() == 1 ? new long[] {1, a.dim(0)} : a.dims();
            long[] columns = b.rank() == 1 ? new long[] {b.dim(0), 1} : b.dims();
            int m = (int) rows[rows.length - 2];
            int k = (int) rows[rows.length - 1];
            int n = (int) columns[columns.length - 1];
            long[] batchA = Arrays.copyOf(rows, rows.length - 2);
            long[] batchB = Arrays.copyOf(columns, columns.length - 2);
            long[] dims = Broadcasting.shape(batchA, batchB);
            return new Batch(
                    starts(batchA, dims, m * k),
                    starts(batchB, dims, k * n),
                    new Products.Size(m, k, n));
        }

        private static int[] starts(long[] from, long[] dims, int size) {
            int[] starts = Walk.offsets(dims, Broadcasting.strides(from, dims), 0);
            Arrays.setAll(starts, i -> starts[i] * size);
            return starts;
        }

        int outputSize() {
            return size.rows() * size.columns();
        }
    }

    static void matMul(MatMul op, Tensor[] inputs, Tensor[] outputs) {
        multiply(inputs[0], inputs[1], outputs[0]);
    }

    private static void multiply(Tensor left, Tensor right, Tensor y) {
        Batch batch = Batch.of(left, right);
        int step = batch.outputSize();
        if (y.dtype() == DType.FLOAT32) {
            float[] a = Elements.floats(left);
            float[] b = Elements.floats(right);
            float[] c = new float[y.elements()];
            for (int i = 0; i < batch.a.length; i++) {
                Products.add(a, batch.a[i], b, batch.b[i], c, i * step, batch.size);
            }
            Elements.put(y, c);
        } else if (y.dtype().isFloat()) {
            double[] a = Elements.doubles(left);
            double[] b = Elements.doubles(right);
            double[] c = new double[y.elements()];
            for (int i = 0; i < batch.a.length; i++) {
                Products.add(a, batch.a[i], b, batch.b[i], c, i * step, batch.size);
            }
            Elements.put(y, c);
        } else {
            long[] a = left.toLongs();
            long[] b = right.toLongs();
            long[] c = new long[y.elements()];
            for (int i = 0; i < batch.a.length; i++) {
                Products.add(a, batch.a[i], b, batch.b[i], c, i * step, batch.size);
            }
            for (int i = 0; i < c.length; i++) {
                y.setLong(i, c[i]);
            }
        }
    }

    static void fusedMatMul(FusedMatMul op, Tensor[] inputs, Tensor[] outputs) {
        multiply(inputs[0], inputs[1], outputs[0]);
        addBias(Evaluator.optional(inputs, 2), outputs[0]);
        activate(op.activation(), outputs[0]);
    }

    private static void addBias(Tensor bias, Tensor y) {
        if (bias != null) {
            Tensor[] operands = {y, bias};
            BinaryEvaluator.evaluate(new Binary(BinaryKind.ADD), operands, new Tensor[] {y});
        }
    }

    static void activate(Activation activation, Tensor y) {
        UnaryKind kind = activation.function();
        for (int i = 0; kind != null && i < y.elements(); i++) {
            y.setDouble(i, UnaryEvaluator.ofReal(kind, y.getDouble(i), 0, 0));
        }
    }

    static void gemm(Gemm op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        Tensor a = op.transA() ? transposed(inputs[0]) : inputs[0];
        Tensor b = op.transB() ? transposed(inputs[1]) : inputs[1];
        multiply(a, b, y);
        Tensor c = Evaluator.optional(inputs, 2);
        Walk walk =
                c == null ? null : new Walk(y.dims(), Broadcasting.strides(c.dims(), y.dims()), 0);
        for (int i = 0; i < y.elements(); i++) {
            int atC = c == null ? 0 : walk.next();
            if (y.dtype().isFloat()) {
                double added = c == null ? 0 : op.beta() * c.getDouble(atC);
                y.setDouble(i, op.alpha() * y.getDouble(i) + added);
            } else if (op.alpha() == 1 && op.beta() == 1) {
                y.setLong(i, y.getLong(i) + (c == null ? 0 : c.getLong(atC)));
            } else {
                double added = c == null ? 0 : op.beta() * c.getDouble(atC);
                y.setLong(i, (long) (op.alpha() * y.getDouble(i) + added));
            }
        }
    }

    private static Tensor transposed(Tensor x) {
        Tensor y = Tensor.zeros(x.dtype(), x.dim(1), x.dim(0));
        StridedCopy.toDense(x, 0, new long[] {1, x.dim(1)}, y);
        return y;
    }

    static void matMulInteger(MatMulInteger op, Tensor[] inputs, Tensor[] outputs) {
        int[] a = centred(inputs[0], Evaluator.optional(inputs, 2), false);
        int[] b = centred(inputs[1], Evaluator.optional(inputs, 3), true);
        Elements.put(outputs[0], integerProduct(inputs[0], inputs[1], a, b, outputs[0]));
    }

    private static int[] integerProduct(Tensor left, Tensor right, int[] a, int[] b, Tensor y) {
        Batch batch = Batch.of(left, right);
        int[] c = new int[y.elements()];
        for (int i = 0; i < batch.a.length; i++) {
            int start = i * batch.outputSize();
            Products.add(a, batch.a[i], b, batch.b[i], c, start, batch.size);
        }
        return c;
    }

    /** The elements of a matrix less its zero point: one, or one per row or column. */
    private static int[] centred(Tensor matrix, Tensor zero, boolean perColumn) {
        int[] values = Elements.ints(matrix);
        if (zero == null) {
            return values;
        }
        if (zero.elements() == 1) {
            int single = (int) zero.getLong(0);
            for (int i = 0; single != 0 && i < values.length; i++) {
                values[i] -= single;
            }
            return values;
        }
        int width = matrix.rank() == 0 ? 1 : (int) matrix.dim(matrix.rank() - 1);
        int rows = matrix.rank() < 2 ? 1 : (int) matrix.dim(matrix.rank() - 2);
        int[] zeros = Elements.ints(zero);
        boolean batched = zero.rank() > 1;
        for (int i = 0; i < values.length; i++) {
            int line = perColumn && matrix.rank() > 1 ? i % width : i / width;
            int matrixIndex = i / width / rows;
            int lines = perColumn ? width : rows;
            int at = perColumn ? line : line % rows;
            values[i] -= zeros[batched ? matrixIndex * lines + at : at];
        }
        return values;
    }

    static void quantizedMatMul(QuantizedMatMul op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        int[] a = centred(inputs[0], inputs[2], false);
        int[] b = centred(inputs[3], inputs[5], true);
        int[] c = integerProduct(inputs[0], inputs[3], a, b, y);
        float[] scalesA = Elements.floats(inputs[1]);
        float[] scalesB = Elements.floats(inputs[4]);
        float[] values = new float[c.length];
        int rowsPerScale = c.length / Math.max(1, scalesA.length);
        for (int i = 0; i < c.length; i++) {
            float scale = scalesA[i / rowsPerScale] * scalesB[i % scalesB.length];
            values[i] = c[i] * scale;
        }
        Elements.put(y, values);
        addBias(Evaluator.optional(inputs, 6), y);
        activate(op.activation(), y);
    }
}
