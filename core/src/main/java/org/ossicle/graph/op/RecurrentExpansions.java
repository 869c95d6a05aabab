package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/** Recurrent layers without an instruction of their own, as their steps one after the other. */
final class RecurrentExpansions {
    /** Longer sequences would make more nodes than anything can hold. */
    private static final long MAX_STEPS = 1 << 16;

    private final Expansion e;
    private final Direction direction;
    private final boolean batchMajor;
    private final long hidden;
    private final long steps;
    private final long batch;

    private RecurrentExpansions(Expansion e, Direction direction, boolean batchMajor, long hidden) {
        this.e = e;
        this.direction = direction;
        this.batchMajor = batchMajor;
        this.hidden = hidden;
        this.steps = e.dims(0)[batchMajor ? 1 : 0];
        this.batch = e.dims(0)[batchMajor ? 0 : 1];
        if (steps > MAX_STEPS) {
            throw e.invalid("at most " + MAX_STEPS + " steps", Long.toString(steps));
        }
    }

    /** One step: states [1, N, H] out of the projected inputs [1, N, gates H] and states. */
    private interface Step {
        List<Value> apply(int d, Value projected, List<Value> states);
    }

    /** The inputs [T, N, I] of all steps projected to [T, N, gates H]. */
    private interface Projection {
        Value apply(int d, Value x);
    }

    static void rnn(Rnn op, Expansion e) {
        RecurrentExpansions layer =
                new RecurrentExpansions(e, op.direction(), op.batchMajor(), op.hiddenSize());
        layer.run(
                (d, x) -> layer.addBias(d, 1, e.step(new MatMul(), x, layer.turned(1, d))),
                (d, projected, states) -> {
                    Value recurrent = e.step(new MatMul(), states.get(0), layer.turned(2, d));
                    Value sum = e.binary(BinaryKind.ADD, projected, recurrent);
                    return List.of(layer.activate(op.activations().get(d), sum, op.clip()));
                },
                5);
    }

    static void lstm(DynamicQuantizeLstm op, Expansion e) {
        Lstm cell = op.cell();
        RecurrentExpansions layer =
                new RecurrentExpansions(e, cell.direction(), cell.batchMajor(), cell.hiddenSize());
        layer.run(
                (d, x) -> layer.addBias(d, 4, layer.quantized(x, 1, 8, d)),
                (d, projected, states) -> layer.lstmStep(cell, d, projected, states),
                5,
                6);
    }

    private List<Value> lstmStep(Lstm cell, int d, Value projected, List<Value> states) {
        Value recurrent = quantized(states.get(0), 2, 10, d);
        Value sums = e.binary(BinaryKind.ADD, projected, recurrent);
        List<Value> gates = e.steps(new Split(2, 4), 4, sums);
        List<Value> peepholes = null;
        if (e.has(7)) {
            peepholes = e.steps(new Split(0, 3), 3, part(7, d));
        }
        Value before = states.get(1);
        Value input = gate(cell, d, gates.get(0), peepholes, 0, before);
        Value one = e.scalarLike(0, 1);
        Value forget =
                cell.inputForget()
                        ? e.binary(BinaryKind.SUB, one, input)
                        : gate(cell, d, gates.get(2), peepholes, 2, before);
        List<CellActivation> functions = cell.activations().subList(3 * d, 3 * d + 3);
        Value candidate = activate(functions.get(1), gates.get(3), cell.clip());
        Value kept = e.binary(BinaryKind.MUL, forget, before);
        Value state = e.binary(BinaryKind.ADD, kept, e.binary(BinaryKind.MUL, input, candidate));
        Value output = gate(cell, d, gates.get(1), peepholes, 1, state);
        Value shown = activate(functions.get(2), state, 0);
        return List.of(e.binary(BinaryKind.MUL, output, shown), state);
    }

    private Value gate(Lstm cell, int d, Value sum, List<Value> peepholes, int which, Value state) {
        Value whole = sum;
        if (peepholes != null) {
            Value seen = e.binary(BinaryKind.MUL, peepholes.get(which), state);
            whole = e.binary(BinaryKind.ADD, sum, seen);
        }
        return activate(cell.activations().get(3 * d), whole, cell.clip());
    }

    /** Everything around the steps: order, lengths, first states, outputs. */
    private void run(Projection projection, Step step, int... initial) {
        List<Value> all = new ArrayList<>();
        List<List<Value>> last = new ArrayList<>();
        for (int d = 0; d < direction.count(); d++) {
            List<Value> shown = new ArrayList<>();
            last.add(unroll(d, projection, step, initial, shown));
            Value joined = shown.isEmpty() ? nothing() : e.step(new Concat(0), array(shown));
            all.add(e.step(new Unsqueeze(), joined, e.longs(1)));
        }
        Value y = e.step(new Concat(1), array(all));
        e.emit(0, new Transpose(batchMajor ? List.of(2L, 0L, 1L, 3L) : List.of(0L, 1L, 2L, 3L)), y);
        for (int i = 0; i < initial.length; i++) {
            List<Value> states = new ArrayList<>();
            for (List<Value> of : last) {
                states.add(of.get(i));
            }
            Value joined = e.step(new Concat(0), array(states));
            List<Long> order = batchMajor ? List.of(1L, 0L, 2L) : List.of(0L, 1L, 2L);
            e.emit(1 + i, new Transpose(order), joined);
        }
    }

    private List<Value> unroll(
            int d, Projection projection, Step step, int[] initial, List<Value> shown) {
        Value x = e.input(0);
        Value major = batchMajor ? e.step(new Transpose(List.of(1L, 0L, 2L)), x) : x;
        List<Value> states = new ArrayList<>();
        for (int input : initial) {
            states.add(first(input, d));
        }
        if (steps == 0) {
            return states;
        }
        Value projected = projection.apply(d, major);
        List<Value> rows = e.steps(new Split(0, steps), (int) steps, projected);
        boolean reverse = direction == Direction.REVERSE || d == 1;
        for (int i = 0; i < steps; i++) {
            int t = reverse ? (int) steps - 1 - i : i;
            List<Value> next = step.apply(d, rows.get(t), states);
            Value running = e.has(4) ? running(t) : null;
            shown.add(running == null ? next.get(0) : hide(running, next.get(0)));
            states = running == null ? next : hold(running, next, states);
        }
        if (reverse) {
            Collections.reverse(shown);
        }
        return states;
    }

    /** Which sequences, [N, 1], are longer than {@code t}. */
    private Value running(int t) {
        Value lengths = e.cast(e.reshape(e.input(4), batch, 1), DType.INT64);
        return e.binary(BinaryKind.GREATER, lengths, e.constant(Tensor.ofLongs(new long[0], t)));
    }

    private Value hide(Value running, Value shown) {
        return e.step(new Where(), running, shown, e.scalarLike(0, 0));
    }

    private List<Value> hold(Value running, List<Value> next, List<Value> states) {
        List<Value> held = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            held.add(e.step(new Where(), running, next.get(i), states.get(i)));
        }
        return held;
    }

    private Value nothing() {
        return e.constant(e.zeros(e.type(0).dtype(), 0, batch, hidden));
    }

    private Value first(int input, int d) {
        if (!e.has(input)) {
            return e.constant(e.zeros(e.type(0).dtype(), 1, batch, hidden));
        }
        List<Long> order = batchMajor ? List.of(1L, 0L, 2L) : List.of(0L, 1L, 2L);
        Value states = e.step(new Transpose(order), e.input(input));
        return e.step(new Slice(), states, e.longs(d), e.longs(d + 1L), e.longs(0));
    }

    /** What input {@code i} has for one direction, without the direction's dimension. */
    private Value part(int i, int d) {
        return e.step(new Gather(0), e.input(i), e.constant(Tensor.ofLongs(new long[0], d)));
    }

    private Value turned(int i, int d) {
        return e.step(new Transpose(List.of(1L, 0L)), part(i, d));
    }

    private Value addBias(int d, int gates, Value projected) {
        if (!e.has(3)) {
            return projected;
        }
        long half = gates * hidden;
        Value halves = e.reshape(part(3, d), 2, half);
        Value sum = e.step(new Reduce(ReduceKind.SUM, false, false), halves, e.longs(0));
        return e.binary(BinaryKind.ADD, projected, sum);
    }

    private Value quantized(Value x, int weight, int scale, int d) {
        List<Value> bytes = e.steps(new DynamicQuantizeLinear(), 3, x);
        return e.step(
                new QuantizedMatMul(Activation.NONE),
                bytes.get(0),
                bytes.get(1),
                bytes.get(2),
                part(weight, d),
                part(scale, d),
                part(scale + 1, d));
    }

    private Value activate(CellActivation activation, Value x, float clip) {
        Value held = clip > 0 ? e.step(new Unary(UnaryKind.CLIP, -clip, clip), x) : x;
        float alpha = activation.alpha();
        float beta = activation.beta();
        return switch (activation.kind()) {
            case SIGMOID -> e.step(Unary.of(UnaryKind.SIGMOID), held);
            case TANH -> e.step(Unary.of(UnaryKind.TANH), held);
            case RELU -> e.step(Unary.of(UnaryKind.RELU), held);
            case SOFTSIGN -> e.step(Unary.of(UnaryKind.SOFTSIGN), held);
            case SOFTPLUS -> e.step(Unary.of(UnaryKind.SOFTPLUS), held);
            case ELU -> e.step(new Unary(UnaryKind.ELU, alpha, 0), held);
            case LEAKY_RELU -> e.step(new Unary(UnaryKind.LEAKY_RELU, alpha, 0), held);
            case HARD_SIGMOID -> e.step(new Unary(UnaryKind.HARD_SIGMOID, alpha, beta), held);
            case THRESHOLDED_RELU -> e.step(new Unary(UnaryKind.THRESHOLDED_RELU, alpha, 0), held);
            case AFFINE -> line(held, alpha, beta);
            case SCALED_TANH ->
                    line(e.step(Unary.of(UnaryKind.TANH), line(held, beta, 0)), alpha, 0);
        };
    }

    private Value line(Value x, float factor, float offset) {
        Value scaled = e.binary(BinaryKind.MUL, x, e.scalarLike(0, factor));
        return offset == 0 ? scaled : e.binary(BinaryKind.ADD, scaled, e.scalarLike(0, offset));
    }

    private static Value[] array(List<Value> values) {
        return values.toArray(new Value[0]);
    }
}
