package org.ossicle.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.StridedView;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Unsqueeze;

/** Graphs of moves, products and element-wise operators, wired at random. */
public final class RandomGraphs {
    private final Random random;
    private final GraphBuilder builder = new GraphBuilder();
    private final List<Value> values = new ArrayList<>();

    private RandomGraphs(Random random) {
        this.random = random;
    }

    /** A graph with inputs a, b and s, where the last output has the type of s. */
    public static Graph next(Random random, int nodes) {
        return new RandomGraphs(random).build(nodes);
    }

    private Graph build(int nodes) {
        values.add(builder.input("a", 2, 3, 4));
        values.add(builder.input("b", 4, 6));
        Value state = builder.input("s", 3, 5);
        values.add(state);
        values.add(RandomTensors.constant("w", random, 4, 5));
        for (int i = 0; i < nodes; i++) {
            values.add(nextValue());
        }
        for (int i = 0; i < 3; i++) {
            builder.output(pick());
        }
        builder.output(values.get(values.size() - 1));
        builder.output(nextState(state));
        return builder.build();
    }

    private Value nextState(Value state) {
        Value mixed = builder.add(BinaryKind.ADD, state, mean(pick()));
        return random.nextBoolean() ? mixed : slice(builder.add(new Concat(0), state, mixed), 2, 5);
    }

    private Value mean(Value x) {
        Value flat = reshape(x, x.type().shape().elements());
        return builder.add(new Reduce(ReduceKind.MEAN, true, false), flat);
    }

    private Value pick() {
        return values.get(random.nextInt(values.size()));
    }

    private Value nextValue() {
        Value x = pick();
        long[] dims = x.type().shape().sizes();
        switch (random.nextInt(13)) {
            case 0:
                return transpose(x);
            case 1:
                return reshape(x, dims[0], x.type().shape().elements() / dims[0]);
            case 2:
                return slice(x, random.nextInt((int) dims[0]), dims[0]);
            case 3:
                return concat(x, builder.add(UnaryKind.TANH, x));
            case 4:
                return concat(transpose(x), transpose(pickLike(x)));
            case 5:
                return builder.add(BinaryKind.ADD, x, pickLike(x));
            case 6:
                return builder.add(UnaryKind.SIGMOID, x);
            case 7:
                return product(x);
            case 8:
                return builder.add(new Softmax(-1, false, false), x);
            case 9:
                return builder.add(
                        new Reduce(ReduceKind.SUM, true, false),
                        x,
                        GraphBuilder.longs(random.nextInt(dims.length)));
            case 10:
                return builder.add(BinaryKind.MUL, x, GraphBuilder.scalar(0.5f));
            case 11:
                return split(x);
            default:
                return widen(x);
        }
    }

    /** Another value of the type, or the value itself if there is none. */
    private Value pickLike(Value x) {
        for (int i = 0; i < 20; i++) {
            Value other = pick();
            if (other.type().equals(x.type())) {
                return other;
            }
        }
        return x;
    }

    private Value transpose(Value x) {
        int rank = x.type().shape().rank();
        List<Long> perm = new ArrayList<>();
        for (long axis = 0; axis < rank; axis++) {
            perm.add(random.nextInt(perm.size() + 1), axis);
        }
        return builder.add(new Transpose(perm), x);
    }

    private Value reshape(Value x, long... dims) {
        return builder.add(new Reshape(true), x, GraphBuilder.longs(dims));
    }

    private Value slice(Value x, long start, long end) {
        return builder.add(new Slice(), x, GraphBuilder.longs(start), GraphBuilder.longs(end));
    }

    private Value concat(Value a, Value b) {
        int axis = random.nextInt(a.type().shape().rank());
        boolean joins = true;
        for (int i = 0; i < a.type().shape().rank(); i++) {
            joins &= i == axis || a.type().shape().size(i) == b.type().shape().size(i);
        }
        if (!joins || a.type().shape().size(axis) + b.type().shape().size(axis) > 12) {
            return a;
        }
        return builder.add(new Concat(axis), a, b);
    }

    private Value split(Value x) {
        long last = x.type().shape().sizes()[x.type().shape().rank() - 1];
        if (last < 2) {
            return x;
        }
        Value sizes = GraphBuilder.longs(1, last - 1);
        return builder.add(new Split(-1, 0), 2, x, sizes)[random.nextInt(2)];
    }

    private Value widen(Value x) {
        long elements = x.type().shape().elements();
        if (random.nextBoolean() && elements >= 6) {
            return builder.add(new StridedView(List.of(3L, 4L), List.of(1L, 1L), 0), x);
        }
        if (x.type().shape().rank() > 3 || elements > 100) {
            return builder.add(UnaryKind.ABS, x);
        }
        Value column = builder.add(new Unsqueeze(), x, GraphBuilder.longs(0));
        long[] dims = column.type().shape().sizes();
        dims[0] = 2;
        return builder.add(new Expand(), column, GraphBuilder.longs(dims));
    }

    private Value product(Value x) {
        long[] dims = x.type().shape().sizes();
        Value w = RandomTensors.constant("p", random, dims[dims.length - 1], 5);
        if (random.nextBoolean()) {
            return builder.add(new MatMul(), x, w);
        }
        Value bias = RandomTensors.constant("bias", random, 5);
        return builder.add(new FusedMatMul(Activation.RELU), x, w, bias);
    }
}
