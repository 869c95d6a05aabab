package org.ossicle.graph.eval;

import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;

/** Reductions over axes. */
final class ReduceEvaluator {
    private ReduceEvaluator() {}

    static void reduce(Reduce op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor listed = Evaluator.optional(inputs, 1);
        boolean[] reduced = op.reduced(listed == null ? new long[0] : listed.toLongs(), x.rank());
        long[] dims = x.dims();
        long[] kept = dims.clone();
        for (int i = 0; i < dims.length; i++) {
            if (reduced[i]) {
                kept[i] = 1;
            } else {
                dims[i] = 1;
            }
        }
        long[] strides = Elements.denseStrides(x.dims());
        int[] within = Walk.offsets(dims, strides, 0);
        Walk starts = new Walk(kept, strides, 0);
        Tensor y = outputs[0];
        boolean whole = !x.dtype().isFloat() && isExact(op.kind());
        for (int i = 0; i < y.elements(); i++) {
            int start = starts.next();
            if (whole) {
                y.setLong(i, integers(op.kind(), x, start, within));
            } else {
                double result = reals(op.kind(), x, start, within);
                if (x.dtype().isFloat()) {
                    y.setDouble(i, result);
                } else {
                    y.setLong(i, CastEvaluator.saturate(result, x.dtype()));
                }
            }
        }
    }

    /** Whether integers stay integers all the way. */
    private static boolean isExact(ReduceKind kind) {
        return switch (kind) {
            case SUM, MEAN, MAX, MIN, PROD, L1, SUM_SQUARE -> true;
            default -> false;
        };
    }

    private static long integers(ReduceKind kind, Tensor x, int start, int[] within) {
        DType type = x.dtype();
        boolean extreme = kind == ReduceKind.MAX || kind == ReduceKind.MIN;
        long result = kind == ReduceKind.PROD ? 1 : extreme ? last(kind, type) : 0;
        for (int offset : within) {
            long value = x.getLong(start + offset);
            result =
                    switch (kind) {
                        case MAX ->
                                BinaryEvaluator.compare(value, result, type) > 0 ? value : result;
                        case MIN ->
                                BinaryEvaluator.compare(value, result, type) < 0 ? value : result;
                        case PROD -> result * value;
                        case L1 -> result + (type == DType.UINT64 ? value : Math.abs(value));
                        case SUM_SQUARE -> result + value * value;
                        default -> result + value;
                    };
        }
        if (kind == ReduceKind.MEAN) {
            return within.length == 0
                    ? 0
                    : type == DType.UINT64
                            ? Long.divideUnsigned(result, within.length)
                            : result / within.length;
        }
        return result;
    }

    /** The least value of a type for MAX, the greatest for MIN: what an empty reduction gives. */
    private static long last(ReduceKind kind, DType type) {
        boolean max = kind == ReduceKind.MAX;
        if (type == DType.BOOL) {
            return max ? 0 : 1;
        }
        double end = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return CastEvaluator.saturate(end, type);
    }

    private static double reals(ReduceKind kind, Tensor x, int start, int[] within) {
        if (kind == ReduceKind.LOG_SUM_EXP) {
            return logSumExp(x, start, within);
        }
        double result =
                switch (kind) {
                    case MAX -> Double.NEGATIVE_INFINITY;
                    case MIN -> Double.POSITIVE_INFINITY;
                    case PROD -> 1;
                    default -> 0;
                };
        for (int offset : within) {
            double value = x.getDouble(start + offset);
            result =
                    switch (kind) {
                        case MAX -> Math.max(result, value);
                        case MIN -> Math.min(result, value);
                        case PROD -> result * value;
                        case L1 -> result + Math.abs(value);
                        case L2, SUM_SQUARE -> result + value * value;
                        default -> result + value;
                    };
        }
        return switch (kind) {
            case MEAN -> result / within.length;
            case L2 -> Math.sqrt(result);
            case LOG_SUM -> Math.log(result);
            default -> result;
        };
    }

    private static double logSumExp(Tensor x, int start, int[] within) {
        double most = Double.NEGATIVE_INFINITY;
        for (int offset : within) {
            most = Math.max(most, x.getDouble(start + offset));
        }
        if (Double.isInfinite(most)) {
            return most;
        }
        double sum = 0;
        for (int offset : within) {
            sum += Math.exp(x.getDouble(start + offset) - most);
        }
        return most + Math.log(sum);
    }
}
