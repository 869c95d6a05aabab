package org.ossicle.pass;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.UnaryKind;

/**
 * Joins {@code (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) * scale + bias} over the last
 * axes to one {@link LayerNormalization}. Scale and bias are constants.
 */
public final class FuseLayerNormalization implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    boolean fused =
                            Patterns.is(node, BinaryKind.ADD)
                                    && (fuse(node, node.input(0), node.input(1), rewrite)
                                            || fuse(node, node.input(1), node.input(0), rewrite));
                    if (!fused) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean fuse(Node root, Value scaled, Value bias, Rewrite rewrite) {
        Node scaling = rewrite.producer(scaled);
        if (!bias.isConstant() || !Patterns.is(scaling, BinaryKind.MUL)) {
            return false;
        }
        int constant = scaling.input(0).isConstant() ? 0 : 1;
        Value scale = scaling.input(constant);
        Node division = rewrite.producer(scaling.input(1 - constant));
        if (!scale.isConstant() || !Patterns.is(division, BinaryKind.DIV)) {
            return false;
        }
        Node centred = rewrite.producer(division.input(0));
        Node deviation = rewrite.producer(division.input(1));
        if (!Patterns.is(centred, BinaryKind.SUB) || !Patterns.is(deviation, UnaryKind.SQRT)) {
            return false;
        }
        Value x = centred.input(0);
        int axis = meanFrom(centred.input(1), x, rewrite);
        float epsilon = epsilon(deviation, centred.output(0), axis, rewrite);
        if (axis < 0
                || Float.isNaN(epsilon)
                || !root.output(0).type().equals(x.type())
                || !spans(scale, x, axis)
                || !spans(bias, x, axis)) {
            return false;
        }
        LayerNormalization op = new LayerNormalization(axis - x.type().shape().rank(), epsilon);
        rewrite.add(root.name(), op, List.of(x, scale, bias), root.output(0));
        return true;
    }

    /** The first axis if {@code mean} is the mean of {@code x} over its last axes, else -1. */
    private static int meanFrom(Value mean, Value x, Rewrite rewrite) {
        Node node = rewrite.producer(mean, Reduce.class);
        if (node == null || node.input(0) != x) {
            return -1;
        }
        Reduce reduce = (Reduce) node.op();
        Tensor axes = Constants.tensor(node.input(1));
        if (reduce.kind() != ReduceKind.MEAN || !reduce.keepDims() || axes == null) {
            return -1;
        }
        boolean[] reduced = reduce.reduced(axes.toLongs(), x.type().shape().rank());
        int first = 0;
        while (first < reduced.length && !reduced[first]) {
            first++;
        }
        for (int i = first; i < reduced.length; i++) {
            if (!reduced[i]) {
                return -1;
            }
        }
        return first < reduced.length ? first : -1;
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
        boolean squares =
                Patterns.is(square, BinaryKind.MUL)
                                && square.input(0) == centred
                                && square.input(1) == centred
                        || Patterns.is(square, BinaryKind.POW)
                                && square.input(0) == centred
                                && Constants.isAll(square.input(1), 2);
        boolean fits = squares && meanFrom(variance.output(0), square.output(0), rewrite) == axis;
        return fits ? Constants.scalar(sum.input(constant)) : Float.NaN;
    }

    /** Whether a parameter has exactly the sizes of the normalised axes. */
    private static boolean spans(Value parameter, Value x, int axis) {
        Shape shape = x.type().shape();
        long[] dims = shape.sizes();
        return parameter.type().dtype() == x.type().dtype()
                && Arrays.equals(
                        parameter.type().shape().sizes(),
                        Arrays.copyOfRange(dims, axis, dims.length));
    }
}
