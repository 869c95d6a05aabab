package org.ossicle.graph.eval;

import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Functions of single elements. */
final class UnaryEvaluator {
    private UnaryEvaluator() {}

    static void evaluate(Unary op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        if (!x.dtype().isFloat()) {
            for (int i = 0; i < x.elements(); i++) {
                y.setLong(i, ofInteger(op.kind(), x.getLong(i), x.dtype()));
            }
        } else if (op.kind().isPredicate()) {
            for (int i = 0; i < x.elements(); i++) {
                y.setLong(i, holds(op, x.getDouble(i)) ? 1 : 0);
            }
        } else {
            double[] values = Elements.doubles(x);
            for (int i = 0; i < values.length; i++) {
                values[i] = ofReal(op.kind(), values[i], op.alpha(), op.beta());
            }
            Elements.put(y, values);
        }
    }

    static void swoosh(Swoosh op, Tensor[] inputs, Tensor[] outputs) {
        double[] values = Elements.doubles(inputs[0]);
        for (int i = 0; i < values.length; i++) {
            double x = values[i];
            values[i] = RealFunctions.softplus(x - op.shift()) - op.slope() * x - op.offset();
        }
        Elements.put(outputs[0], values);
    }

    private static boolean holds(Unary op, double x) {
        if (op.kind() == UnaryKind.IS_NAN) {
            return Double.isNaN(x);
        }
        return Double.isInfinite(x) && (x < 0 ? op.alpha() : op.beta()) != 0;
    }

    private static long ofInteger(UnaryKind kind, long x, DType type) {
        boolean negative = !type.isUnsignedInteger() && x < 0;
        return switch (kind) {
            case ABS -> negative ? -x : x;
            case NEG -> -x;
            case RELU -> negative ? 0 : x;
            case SIGN -> negative ? -1 : x == 0 ? 0 : 1;
            case NOT -> 1 - x;
            case BITWISE_NOT -> ~x;
            default ->
                    throw new RefusedDataException(
                            "a floating point input of " + kind, type.toString());
        };
    }

    static double ofReal(UnaryKind kind, double x, double alpha, double beta) {
        return switch (kind) {
            case ABS -> Math.abs(x);
            case NEG -> -x;
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case ERF -> RealFunctions.erf(x);
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH ->
                    circular(kind, x);
            default -> activation(kind, x, alpha, beta);
        };
    }

    private static double circular(UnaryKind kind, double x) {
        return switch (kind) {
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ASIN -> Math.asin(x);
            case ACOS -> Math.acos(x);
            case ATAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            case ASINH -> RealFunctions.asinh(x);
            case ACOSH -> RealFunctions.acosh(x);
            default -> RealFunctions.atanh(x);
        };
    }

    private static double activation(UnaryKind kind, double x, double alpha, double beta) {
        return switch (kind) {
            case RELU -> Math.max(0, x);
            case SIGMOID -> RealFunctions.sigmoid(x);
            case SILU -> x * RealFunctions.sigmoid(x);
            case CLIP -> Math.min(beta, Math.max(x, alpha));
            case LEAKY_RELU -> x >= 0 ? x : alpha * x;
            case THRESHOLDED_RELU -> x > alpha ? x : 0;
            case ELU -> RealFunctions.elu(x, alpha);
            case SELU -> beta * RealFunctions.elu(x, alpha);
            case CELU -> Math.max(0, x) + Math.min(0, alpha * Math.expm1(x / alpha));
            case HARD_SIGMOID -> RealFunctions.hardSigmoid(x, alpha, beta);
            case HARD_SWISH -> x * RealFunctions.hardSigmoid(x, 1.0 / 6, 0.5);
            case SOFTPLUS -> RealFunctions.softplus(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case GELU_ERF -> RealFunctions.geluErf(x);
            case GELU_TANH -> RealFunctions.geluTanh(x);
            case MISH -> x * Math.tanh(RealFunctions.softplus(x));
            default -> throw new RefusedDataException("a function of real numbers", kind.name());
        };
    }
}
