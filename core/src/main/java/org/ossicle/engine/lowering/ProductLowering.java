package org.ossicle.engine.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.plan.Residence;

/**
 * Matrix products; vectors become matrices of one row or column, and batches broadcast.
 *
 * <p>A batch of different weights becomes one instruction per weight: native code packs a weight
 * once if its instruction has only that one.
 */
final class ProductLowering {
    /** Larger batches of weights stay one instruction. */
    private static final long MAX_WEIGHTS = 64;

    private ProductLowering() {}

    /** The operands as matrices of one rank with equal batch sizes; the bias may be null. */
    private record Matrices(NativeTensor a, NativeTensor b, NativeTensor bias, NativeTensor y) {
        static Matrices of(NativeTensor a, NativeTensor b, NativeTensor bias, NativeTensor y) {
            NativeTensor rows = a.rank() == 1 ? a.withAxis(0) : a;
            NativeTensor columns = b.rank() == 1 ? b.withAxis(1) : b;
            NativeTensor product = product(a, b, y);
            return new Matrices(
                    rows.broadcast(withBatch(rows, product)),
                    columns.broadcast(withBatch(columns, product)),
                    bias == null ? null : product(a, b, bias.broadcast(y.dims())),
                    product);
        }

        /** The same products in parts that each have one matrix b, if b is a batch of weights. */
        List<Matrices> byWeight() {
            List<Matrices> parts = List.of(this);
            if (b.residence() != Residence.WEIGHT || weights() > MAX_WEIGHTS) {
                return parts;
            }
            for (int axis = 0; axis < b.rank() - 2; axis++) {
                if (b.dims()[axis] > 1 && b.strides()[axis] != 0) {
                    parts = split(parts, axis);
                }
            }
            return parts;
        }

        private long weights() {
            long weights = 1;
            for (int axis = 0; axis < b.rank() - 2; axis++) {
                weights *= b.strides()[axis] == 0 ? 1 : b.dims()[axis];
            }
            return weights;
        }

        private static List<Matrices> split(List<Matrices> parts, int axis) {
            List<Matrices> smaller = new ArrayList<>();
            for (Matrices part : parts) {
                for (long i = 0; i < part.b.dims()[axis]; i++) {
                    smaller.add(
                            new Matrices(
                                    part.a.slice(axis, i, 1),
                                    part.b.slice(axis, i, 1),
                                    part.bias == null ? null : part.bias.slice(axis, i, 1),
                                    part.y.slice(axis, i, 1)));
                }
            }
            return smaller;
        }

        /** The product of two operands with the axes that a vector among them leaves out. */
        private static NativeTensor product(NativeTensor a, NativeTensor b, NativeTensor y) {
            NativeTensor result = b.rank() == 1 ? y.withAxis(y.rank()) : y;
            return a.rank() == 1 ? result.withAxis(result.rank() - 1) : result;
        }

        private static long[] withBatch(NativeTensor matrix, NativeTensor product) {
            long[] dims = product.dims().clone();
            dims[dims.length - 2] = matrix.dims()[matrix.rank() - 2];
            dims[dims.length - 1] = matrix.dims()[matrix.rank() - 1];
            return dims;
        }
    }

    static void matmul(MatMul op, StepContext step) {
        product(Activation.NONE, step);
    }

    static void fusedMatmul(FusedMatMul op, StepContext step) {
        product(op.activation(), step);
    }

    private static void product(Activation activation, StepContext step) {
        Matrices all = Matrices.of(step.in(0), step.in(1), step.in(2), step.out(0));
        for (Matrices m : all.byWeight()) {
            List<NativeTensor> inputs = Arrays.asList(m.a(), m.b(), m.bias());
            step.emit(Opcode.MATMUL, m.y(), inputs, activation.ordinal());
        }
    }

    static void integer(MatMulInteger op, StepContext step) {
        Matrices m = Matrices.of(step.in(0), step.in(1), null, step.out(0));
        List<NativeTensor> inputs = Arrays.asList(m.a(), m.b(), step.in(2), step.in(3));
        step.emit(Opcode.MATMUL_INTEGER, m.y(), inputs);
    }

    static void quantized(QuantizedMatMul op, StepContext step) {
        Matrices all = Matrices.of(step.in(0), step.in(3), step.in(6), step.out(0));
        for (Matrices m : all.byWeight()) {
            List<NativeTensor> inputs =
                    Arrays.asList(
                            m.a(), step.in(1), step.in(2), m.b(), step.in(4), step.in(5), m.bias());
            step.emit(Opcode.QUANTIZED_MATMUL, m.y(), inputs, op.activation().ordinal());
        }
    }
}
