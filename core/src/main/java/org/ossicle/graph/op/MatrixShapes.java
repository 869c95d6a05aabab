package org.ossicle.graph.op;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;

/** Shape rules of matrix products and of what goes with them. */
final class MatrixShapes {
    private MatrixShapes() {}

    /** The sizes of the product of two inputs. */
    static long[] product(InferenceContext context, int left, int right) {
        long[] a = context.dims(left);
        long[] b = context.dims(right);
        boolean fits = a.length >= 1 && b.length >= 1;
        long[] rows = a.length == 1 ? new long[] {1, a[0]} : a;
        long[] columns = b.length == 1 ? new long[] {b[0], 1} : b;
        fits = fits && rows[rows.length - 1] == columns[columns.length - 2];
        long[] batch =
                fits
                        ? Broadcasting.shape(
                                Arrays.copyOf(rows, rows.length - 2),
                                Arrays.copyOf(columns, columns.length - 2))
                        : null;
        if (batch == null) {
            throw context.invalid(
                    "matrices [.., M, K] and [.., K, N]",
                    context.type(left) + " and " + context.type(right));
        }
        long[] dims = Arrays.copyOf(batch, batch.length + 2);
        int rank = batch.length;
        if (a.length > 1) {
            dims[rank++] = rows[rows.length - 2];
        }
        if (b.length > 1) {
            dims[rank++] = columns[columns.length - 1];
        }
        return Arrays.copyOf(dims, rank);
    }

    /** Input {@code i}, if it is there, must be of that type and broadcast to the product. */
    static void bias(InferenceContext context, int i, DType type, long[] product) {
        if (!context.has(i)) {
            return;
        }
        Rules.is(context, i, type);
        if (!Broadcasting.fits(context.dims(i), product)) {
            throw context.invalid(
                    "a bias that broadcasts to " + Arrays.toString(product),
                    context.type(i).toString());
        }
    }

    /** Input {@code i} must be a single value or one per column of {@code matrix}. */
    static void perColumn(InferenceContext context, int i, int matrix) {
        long[] dims = context.dims(matrix);
        Rules.singleOrList(context, i, dims.length == 1 ? 1 : dims[dims.length - 1]);
    }

    /** Input {@code i} must be a single value or a column of one per row of the one matrix. */
    static void perRow(InferenceContext context, int i, int matrix) {
        long[] dims = context.dims(matrix);
        boolean column =
                dims.length == 2 && Arrays.equals(context.dims(i), new long[] {dims[0], 1});
        if (!column) {
            Rules.single(context, i);
        }
    }

    /**
     * Input {@code i}, if it is there, must be a zero point of {@code matrix}: one value, a list of
     * one per row or column, or the matrix's shape with 1 in place of the summed axis.
     */
    static void zeroPoint(InferenceContext context, int i, int matrix, boolean columns) {
        if (!context.has(i)) {
            return;
        }
        Rules.is(context, i, context.dtype(matrix));
        long[] dims = context.dims(matrix);
        long[] zero = context.dims(i);
        if (dims.length >= 2 && zero.length == dims.length) {
            long[] wanted = dims.clone();
            wanted[dims.length - (columns ? 2 : 1)] = 1;
            if (Arrays.equals(zero, wanted)) {
                return;
            }
        }
        long lines = dims.length == 1 ? 1 : dims[dims.length - (columns ? 1 : 2)];
        Rules.singleOrList(context, i, lines);
    }
}
