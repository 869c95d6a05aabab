package org.ossicle.graph.op;

import java.math.BigInteger;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/** start, start + delta, ... to before limit: inputs start, limit, delta, of one element each. */
public record Range() implements Op {
    @Override
    public String name() {
        return "Range";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        DType type = Rules.numeric(context, 0);
        Tensor[] bounds = new Tensor[3];
        for (int i = 0; i < 3; i++) {
            Rules.is(context, i, type);
            Rules.single(context, i);
            bounds[i] = Rules.constant(context, i, "the bounds of the range");
        }
        if (bounds[2].getDouble(0) == 0) {
            throw context.invalid("a delta other than 0", bounds[2].toString());
        }
        return Rules.output(context, type, count(bounds[0], bounds[1], bounds[2]));
    }

    /** The number of elements; delta must not be 0. */
    public static long count(Tensor start, Tensor limit, Tensor delta) {
        double steps;
        if (start.dtype().isFloat()) {
            steps = Math.ceil((limit.getDouble(0) - start.getDouble(0)) / delta.getDouble(0));
        } else {
            BigInteger distance = exact(limit).subtract(exact(start));
            BigInteger[] parts = distance.divideAndRemainder(exact(delta));
            boolean up = parts[1].signum() * exact(delta).signum() > 0;
            steps = parts[0].doubleValue() + (up ? 1 : 0);
        }
        return steps > 0 ? (long) steps : 0;
    }

    private static BigInteger exact(Tensor value) {
        long bits = value.getLong(0);
        boolean wrapped = value.dtype() == DType.UINT64 && bits < 0;
        BigInteger number = BigInteger.valueOf(bits);
        return wrapped ? number.add(BigInteger.ONE.shiftLeft(64)) : number;
    }
}
