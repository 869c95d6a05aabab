package org.ossicle.graph.eval;

/** Functions of a real number that the Java library lacks, in double precision. */
final class RealFunctions {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private RealFunctions() {}

    /** The error function; series near 0, continued fraction of its complement further out. */
    static double erf(double x) {
        double size = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (size > 6) {
            return Math.signum(x);
        }
        return size < 2.5 ? erfSeries(x) : Math.signum(x) * (1 - erfcFraction(size));
    }

    /** 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 .. (2n+1)): every term has one sign. */
    private static double erfSeries(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
    }

    /** exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ..)))), from the inside out. */
    private static double erfcFraction(double x) {
        double tail = x;
        for (int n = 60; n >= 1; n--) {
            tail = x + n / 2.0 / tail;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
    }

    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** log(1 + exp(x)) without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double asinh(double x) {
        double size = Math.abs(x);
        if (Double.isInfinite(x)) {
            return x;
        }
        double result =
                size > 1e8
                        ? Math.log(size) + Math.log(2)
                        : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, x);
    }

    static double acosh(double x) {
        return x > 1e8
                ? Math.log(x) + Math.log(2)
                : Math.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
    }

    static double atanh(double x) {
        return Math.copySign(0.5 * Math.log1p(2 * Math.abs(x) / (1 - Math.abs(x))), x);
    }

    static double geluErf(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    static double geluTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    static double elu(double x, double alpha) {
        return x >= 0 ? x : alpha * Math.expm1(x);
    }

    static double hardSigmoid(double x, double alpha, double beta) {
        return Math.max(0, Math.min(1, alpha * x + beta));
    }
}
