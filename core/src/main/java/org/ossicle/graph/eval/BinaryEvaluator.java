package org.ossicle.graph.eval;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Broadcasting;

/** Functions of pairs of elements. */
final class BinaryEvaluator {
    private BinaryEvaluator() {}

    static void evaluate(Binary op, Tensor[] inputs, Tensor[] outputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = outputs[0];
        boolean real = a.dtype().isFloat();
        if (a.dtype() == DType.FLOAT32 && b.dtype() == DType.FLOAT32 && !op.kind().isPredicate()) {
            floats(op.kind(), a, b, y);
            return;
        }
        long[] dims = y.dims();
        Walk walkA = new Walk(dims, Broadcasting.strides(a.dims(), dims), 0);
        Walk walkB = new Walk(dims, Broadcasting.strides(b.dims(), dims), 0);
        for (int i = 0; i < y.elements(); i++) {
            int atA = walkA.next();
            int atB = walkB.next();
            if (op.kind().isPredicate()) {
                y.setLong(i, holds(op.kind(), a, atA, b, atB) ? 1 : 0);
            } else if (real) {
                y.setDouble(i, ofReals(op.kind(), a.getDouble(atA), b.getDouble(atB)));
            } else if (op.kind() == BinaryKind.POW && b.dtype().isFloat()) {
                y.setLong(i, (long) Math.pow(a.getDouble(atA), b.getDouble(atB)));
            } else {
                y.setLong(i, ofIntegers(op.kind(), a.getLong(atA), b.getLong(atB), a.dtype()));
            }
        }
    }

    /** Row by row, so that the inner loop is plain. */
    private static void floats(BinaryKind kind, Tensor left, Tensor right, Tensor y) {
        long[] dims = y.dims();
        int last = dims.length - 1;
        long[] stridesA = Broadcasting.strides(left.dims(), dims);
        long[] stridesB = Broadcasting.strides(right.dims(), dims);
        int stepA = last < 0 ? 0 : (int) stridesA[last];
        int stepB = last < 0 ? 0 : (int) stridesB[last];
        int width = last < 0 ? 1 : (int) dims[last];
        long[] outer = Arrays.copyOf(dims, Math.max(0, last));
        Walk rowsA = new Walk(outer, stridesA, 0);
        Walk rowsB = new Walk(outer, stridesB, 0);
        float[] a = Elements.floats(left);
        float[] b = Elements.floats(right);
        float[] c = new float[y.elements()];
        for (int row = 0; row < c.length; row += width) {
            int i = rowsA.next();
            int j = rowsB.next();
            row(kind, a, i, stepA, b, j, stepB, c, row, width);
        }
        Elements.put(y, c);
    }

    private static void row(
            BinaryKind kind,
            float[] a,
            int i,
            int stepA,
            float[] b,
            int j,
            int stepB,
            float[] c,
            int row,
            int width) {
        switch (kind) {
            case ADD -> {
                for (int k = 0; k < width; k++) {
                    c[row + k] = a[i + k * stepA] + b[j + k * stepB];
                }
            }
            case SUB -> {
                for (int k = 0; k < width; k++) {
                    c[row + k] = a[i + k * stepA] - b[j + k * stepB];
                }
            }
            case MUL -> {
                for (int k = 0; k < width; k++) {
                    c[row + k] = a[i + k * stepA] * b[j + k * stepB];
                }
            }
            default -> {
                for (int k = 0; k < width; k++) {
                    c[row + k] = (float) ofReals(kind, a[i + k * stepA], b[j + k * stepB]);
                }
            }
        }
    }

    private static boolean holds(BinaryKind kind, Tensor a, int i, Tensor b, int j) {
        if (a.dtype().isFloat()) {
            double x = a.getDouble(i);
            double y = b.getDouble(j);
            return switch (kind) {
                case EQUAL -> x == y;
                case LESS -> x < y;
                case LESS_OR_EQUAL -> x <= y;
                case GREATER -> x > y;
                default -> x >= y;
            };
        }
        long x = a.getLong(i);
        long y = b.getLong(j);
        int order = compare(x, y, a.dtype());
        return switch (kind) {
            case AND -> (x & y) != 0;
            case OR -> (x | y) != 0;
            case XOR -> x != y;
            case EQUAL -> order == 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    static int compare(long x, long y, DType type) {
        return type == DType.UINT64 ? Long.compareUnsigned(x, y) : Long.compare(x, y);
    }

    private static double ofReals(BinaryKind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> Math.pow(a, b);
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case FMOD -> a % b;
            case MOD -> floorMod(a, b);
            case PRELU -> a >= 0 ? a : a * b;
            case GLU -> a * RealFunctions.sigmoid(b);
            default -> throw new RefusedDataException("a function of real numbers", kind.name());
        };
    }

    private static double floorMod(double a, double b) {
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    private static long ofIntegers(BinaryKind kind, long a, long b, DType type) {
        boolean wide = type == DType.UINT64;
        return switch (kind) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case POW -> power(a, b, wide);
            case MAX -> compare(a, b, type) >= 0 ? a : b;
            case MIN -> compare(a, b, type) <= 0 ? a : b;
            case BITWISE_AND -> a & b;
            case BITWISE_OR -> a | b;
            case BITWISE_XOR -> a ^ b;
            case SHIFT_LEFT -> inWidth(b, type) ? a << b : 0;
            case SHIFT_RIGHT -> inWidth(b, type) ? a >>> b : 0;
            case PRELU -> type.isSignedInteger() && a < 0 ? a * b : a;
            default -> {
                if (b == 0) {
                    throw new RefusedDataException("a divisor other than 0", "0");
                }
                yield quotient(kind, a, b, wide);
            }
        };
    }

    private static long quotient(BinaryKind kind, long a, long b, boolean wide) {
        return switch (kind) {
            case DIV -> wide ? Long.divideUnsigned(a, b) : a / b;
            case MOD -> wide ? Long.remainderUnsigned(a, b) : Math.floorMod(a, b);
            default -> wide ? Long.remainderUnsigned(a, b) : a % b;
        };
    }

    private static boolean inWidth(long bits, DType type) {
        return bits >= 0 && bits < 8L * type.bytes();
    }

    /** The low 64 bits of a to the power b; a negative power is the quotient 1 / a^-b. */
    private static long power(long a, long b, boolean wide) {
        if (b < 0 && !wide) {
            if (a == 0) {
                throw new RefusedDataException("a power of at least 0 of the integer 0", "" + b);
            }
            return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
        }
        long result = 1;
        long square = a;
        for (long left = b; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
