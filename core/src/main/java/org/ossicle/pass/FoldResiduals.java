package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvGeometry;

/**
 * Takes a residual around a depthwise convolution into its weights: where what is added to the
 * result is what one of the taps reads, that tap's weights grow by one. What the convolution reads
 * may be the residual itself or a concatenation, such as that of a cache and new frames.
 */
public final class FoldResiduals implements Pass {
    private static final int SPATIAL = 2;

    @Override
    public void run(Graph graph) {
        Rewrite.fuseEitherWay(graph, BinaryKind.ADD, FoldResiduals::fold);
    }

    private static boolean fold(Node root, Value result, Value residual, Rewrite rewrite) {
        Node node = rewrite.producer(result, Conv.class);
        if (node == null
                || rewrite.uses(result) != 1
                || !result.type().equals(root.output(0).type())
                || !result.type().equals(residual.type())) {
            return false;
        }
        Tensor weight = Constants.tensor(node.input(1));
        Conv conv = (Conv) node.op();
        long channels = sizes(node.input(0))[1];
        if (weight == null
                || weight.dtype() != DType.FLOAT32
                || conv.attributes().group() != channels
                || weight.dim(0) != channels) {
            return false;
        }
        long[] start = start(node.input(0), residual, rewrite);
        int tap = start == null ? -1 : tap(conv, sizes(node.input(0)), weight.dims(), start);
        if (tap < 0) {
            return false;
        }
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, withOneMore(node.input(1), weight, tap));
        rewrite.add(node.name(), conv, inputs, root.output(0));
        return true;
    }

    /** Where {@code part} begins in {@code whole}, per axis; null if it is no part of it. */
    private static long[] start(Value whole, Value part, Rewrite rewrite) {
        long[] start = new long[sizes(whole).length];
        if (whole == part) {
            return start;
        }
        Node node = rewrite.producer(whole, Concat.class);
        if (node == null) {
            return null;
        }
        long axis = ((Concat) node.op()).axis();
        int along = (int) (axis < 0 ? axis + start.length : axis);
        for (Value input : node.inputs()) {
            if (input == part) {
                return start;
            }
            start[along] += sizes(input)[along];
        }
        return null;
    }

    /**
     * The tap that reads, for each element of the result, the one so far from it; or -1. Since the
     * result is as long as the residual, the kernel reaches that far.
     */
    private static int tap(Conv conv, long[] x, long[] w, long[] start) {
        ConvGeometry window = ConvGeometry.of(conv.attributes(), x, w);
        long tap = 0;
        for (int i = 0; i < window.rank(); i++) {
            long distance = start[SPATIAL + i] + window.begin()[i];
            long dilation = window.dilations()[i];
            if (window.strides()[i] != 1 || distance % dilation != 0) {
                return -1;
            }
            tap = tap * window.kernel()[i] + distance / dilation;
        }
        return (int) tap;
    }

    /** The weight [C, 1, kernel] with one added to a tap of each channel. */
    private static Value withOneMore(Value value, Tensor weight, int tap) {
        Tensor sum = Tensor.zeros(weight.dtype(), weight.dims());
        int taps = weight.elements() / (int) weight.dim(0);
        for (int i = 0; i < sum.elements(); i++) {
            sum.setDouble(i, weight.getDouble(i) + (i % taps == tap ? 1 : 0));
        }
        return Value.ofConstant(value.name() + "/residual", sum);
    }

    private static long[] sizes(Value value) {
        return value.type().shape().sizes();
    }
}
