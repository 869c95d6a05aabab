package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * A convolution along time that sees the present and the past only, the past coming in and going
 * out as a state of kernel - 1 elements: inputs x [N, C, T], w [M, C / groups, K] and optionally a
 * bias [M] and the state [N, C, K - 1], zeros if it is omitted. Outputs y [N, M, T] and optionally
 * the next state.
 *
 * @param silu whether y goes through x sigmoid(x)
 */
public record CausalConvWithState(boolean silu) implements Composite {
    @Override
    public String name() {
        return "CausalConvWithState";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 4);
        DType type = Rules.floating(context, 0);
        Rules.is(context, 1, type);
        long[] x = Rules.rank(context, 0, 3);
        long[] w = Rules.rank(context, 1, 3);
        boolean fits = w[1] >= 1 && w[2] >= 1 && x[1] % w[1] == 0;
        if (!fits || x[1] == 0 || w[0] % (x[1] / w[1]) != 0) {
            throw context.invalid(
                    "x [N, C, T] and w [M, C / groups, K] with M divisible",
                    context.type(0) + " and " + context.type(1));
        }
        Rules.isIfThere(context, 2, type);
        Rules.dimsIfThere(context, 2, w[0]);
        Rules.isIfThere(context, 3, type);
        Rules.dimsIfThere(context, 3, x[0], x[1], w[2] - 1);
        return Rules.outputs(
                context,
                Rules.type(context, type, x[0], w[0], x[2]),
                Rules.type(context, type, x[0], x[1], w[2] - 1));
    }

    @Override
    public void expand(Expansion expansion) {
        long[] x = expansion.dims(0);
        long[] w = expansion.dims(1);
        long memory = w[2] - 1;
        long group = x[1] / w[1];
        Value past = expansion.input(3);
        if (past == null) {
            past =
                    expansion.constant(
                            expansion.zeros(expansion.type(0).dtype(), x[0], x[1], memory));
        }
        Value all = expansion.step(new Concat(2), past, expansion.input(0));
        ConvAttributes window =
                new ConvAttributes(
                        AutoPad.NOTSET, List.of(), List.of(), List.of(), List.of(), group);
        Conv conv = new Conv(window);
        if (x[2] == 0) {
            long[] none = {x[0], w[0], 0};
            Value empty = expansion.constant(expansion.zeros(expansion.type(0).dtype(), none));
            expansion.emit(0, new Identity(), empty);
        } else if (silu) {
            Value sum = expansion.step(conv, all, expansion.input(1), expansion.input(2));
            expansion.emit(0, Unary.of(UnaryKind.SILU), sum);
        } else {
            expansion.emit(0, conv, all, expansion.input(1), expansion.input(2));
        }
        expansion.emit(
                1,
                new Slice(),
                all,
                expansion.longs(x[2]),
                expansion.longs(x[2] + memory),
                expansion.longs(2));
    }
}
