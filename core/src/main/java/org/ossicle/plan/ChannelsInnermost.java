package org.ossicle.plan;

import java.util.stream.LongStream;
import org.ossicle.graph.DType;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.ConvGeometry;
import org.ossicle.graph.op.FusedConv;

/**
 * Pictures [N, C, spatial] whose channels lie next to each other, which is how a depthwise
 * convolution works on them: it takes and gives them so, or else has to turn them.
 */
final class ChannelsInnermost {
    private static final int CHANNELS = 1;
    private static final int SPATIAL = 2;
    private static final int MOST_SPATIAL = 2;

    /** Engines turn fewer channels' rows into no vectors. */
    private static final long FEWEST_CHANNELS = 8;

    private ChannelsInnermost() {}

    /** Whether a node is such a convolution. */
    static boolean suit(Node node) {
        ConvAttributes attributes = attributes(node);
        if (attributes == null) {
            return false;
        }
        Value weight = node.input(1);
        long[] x = node.input(0).type().shape().sizes();
        long[] w = weight.type().shape().sizes();
        long taps = 1;
        for (int axis = SPATIAL; axis < w.length; axis++) {
            taps *= w[axis];
        }
        return weight.isConstant()
                && node.output(0).type().dtype() == DType.FLOAT32
                && x.length <= SPATIAL + MOST_SPATIAL
                && attributes.group() == x[CHANNELS]
                && attributes.group() == w[0]
                && attributes.group() >= FEWEST_CHANNELS
                && taps > 1;
    }

    /** Whether what such a convolution takes is copied anyway, to put padding around it. */
    static boolean isPadded(Node node) {
        long[] x = node.input(0).type().shape().sizes();
        long[] w = node.input(1).type().shape().sizes();
        ConvGeometry window = ConvGeometry.of(attributes(node), x, w);
        return LongStream.concat(LongStream.of(window.begin()), LongStream.of(window.end()))
                .anyMatch(pad -> pad != 0);
    }

    private static ConvAttributes attributes(Node node) {
        if (node.op() instanceof Conv conv) {
            return conv.attributes();
        }
        return node.op() instanceof FusedConv conv ? conv.attributes() : null;
    }

    /** Whether a picture lies so, with or without gaps between its points. */
    static boolean are(Layout layout) {
        return layout.strides()[CHANNELS] == 1;
    }

    /** A picture that lies so, without gaps. */
    static Layout dense(long[] dims) {
        int rank = dims.length;
        int[] order = new int[rank];
        long[] turned = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            int from = axis == 0 ? 0 : axis == CHANNELS ? rank - 1 : axis - 1;
            order[axis] = from;
            turned[from] = dims[axis];
        }
        return Layout.dense(turned).permute(order);
    }
}
