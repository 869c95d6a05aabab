package org.ossicle.pass;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.UnaryKind;

/**
 * Joins {@code (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon)} over the last axes to one
 * {@link LayerNormalization}, together with a constant scale and bias where they follow.
 */
public final class FuseLayerNormalization implements Pass {
    @Override
    public void run(Graph graph) {
        Set<Value> ones = Collections.newSetFromMap(new IdentityHashMap<>());
        Rewrite.walkCountingUses(
                graph,
                (node, rewrite) -> {
                    boolean fused =
                            Patterns.is(node, BinaryKind.DIV) && normalise(node, rewrite, ones)
                                    || Patterns.is(node, BinaryKind.MUL)
                                            && scale(node, rewrite, ones)
                                    || Patterns.is(node, BinaryKind.ADD) && shift(node, rewrite);
                    if (!fused) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean normalise(Node division, Rewrite rewrite, Set<Value> ones) {
        Node centred = rewrite.producer(division.input(0));
        Node deviation = rewrite.producer(division.input(1));
        if (!Patterns.is(centred, BinaryKind.SUB) || !Patterns.is(deviation, UnaryKind.SQRT)) {
            return false;
        }
        Value x = centred.input(0);
        int axis = Patterns.meanFrom(rewrite.producer(centred.input(1)), x);
        float epsilon = axis < 0 ? Float.NaN : epsilon(deviation, centred.output(0), axis, rewrite);
        if (Float.isNaN(epsilon) || !division.output(0).type().equals(x.type())) {
            return false;
        }
        Value scale = ones(x, axis);
        ones.add(scale);
        LayerNormalization op = new LayerNormalization(axis - x.type().shape().rank(), epsilon);
        rewrite.add(division.name(), op, List.of(x, scale), division.output(0));
        return true;
    }

    private static Value ones(Value x, int axis) {
        long[] dims = x.type().shape().sizes();
        Tensor ones = Tensor.zeros(x.type().dtype(), Arrays.copyOfRange(dims, axis, dims.length));
        for (int i = 0; i < ones.elements(); i++) {
            ones.setDouble(i, 1);
        }
        return Value.ofConstant(x.name() + "/ones", ones);
    }

    /** Takes a factor into a normalisation that has none yet. */
    private static boolean scale(Node node, Rewrite rewrite, Set<Value> ones) {
        for (int i = 0; i < 2; i++) {
            Node before = rewrite.producer(node.input(i), LayerNormalization.class);
            Value factor = node.input(1 - i);
            if (before != null
                    && before.inputs().size() == 2
                    && ones.contains(before.input(1))
                    && fits(node, before, factor, rewrite)) {
                rewrite.add(
                        node.name(), before.op(), List.of(before.input(0), factor), node.output(0));
                return true;
            }
        }
        return false;
    }

    /** Takes an addend into a normalisation that has none yet. */
    private static boolean shift(Node node, Rewrite rewrite) {
        for (int i = 0; i < 2; i++) {
            Node before = rewrite.producer(node.input(i), LayerNormalization.class);
            Value bias = node.input(1 - i);
            if (before != null
                    && before.inputs().size() == 2
                    && fits(node, before, bias, rewrite)) {
                rewrite.add(
                        node.name(),
                        before.op(),
                        List.of(before.input(0), before.input(1), bias),
                        node.output(0));
                return true;
            }
        }
        return false;
    }

    /** Whether a constant can become a parameter of a normalisation that nobody else takes. */
    private static boolean fits(Node node, Node before, Value parameter, Rewrite rewrite) {
        return parameter.isConstant()
                && parameter.type().equals(before.input(1).type())
                && before.outputs().size() == 1
                && rewrite.uses(before.output(0)) == 1
                && node.output(0).type().equals(before.output(0).type());
    }

    /** Epsilon in sqrt(mean(centred^2) + epsilon), or NaN. */
    private static float epsilon(Node deviation, Value centred, int axis, Rewrite rewrite) {
        Node sum = rewrite.producer(deviation.input(0));
        if (!Patterns.is(sum, BinaryKind.ADD)) {
            return Float.NaN;
        }
        int constant = sum.input(0).isConstant() ? 0 : 1;
        Node variance = rewrite.producer(sum.input(1 - constant), Reduce.class);
        Node square = variance == null ? null : rewrite.producer(variance.input(0));
        boolean fits =
                Patterns.isSquare(square, centred)
                        && Patterns.meanFrom(variance, square.output(0)) == axis;
        return fits ? Constants.scalar(sum.input(constant)) : Float.NaN;
    }
}
