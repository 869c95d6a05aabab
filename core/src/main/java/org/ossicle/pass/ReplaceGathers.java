package org.ossicle.pass;

import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;

/**
 * Turns gathers whose indices are known and evenly spaced into views, which cost nothing: one row,
 * every second column, or the shift by relative position of attention, where each row of scores is
 * read from another start.
 */
public final class ReplaceGathers implements Pass {
    /** Larger index tensors are not searched for a pattern. */
    private static final long MAX_INDICES = 1 << 22;

    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    long[] places = places(node);
                    StridedPattern pattern =
                            places == null
                                    ? null
                                    : StridedPattern.find(
                                            places, node.output(0).type().shape().sizes());
                    if (pattern == null) {
                        rewrite.keep(node);
                    } else {
                        pattern.add(node, rewrite);
                    }
                });
    }

    /** For each element of the output its place in the input, or null if that is not known. */
    private static long[] places(Node node) {
        boolean gathers = node.op() instanceof Gather || node.op() instanceof GatherElements;
        Tensor indices = gathers ? Constants.tensor(node.input(1)) : null;
        if (indices == null || node.output(0).type().shape().elements() > MAX_INDICES) {
            return null;
        }
        long[] dims = node.input(0).type().shape().sizes();
        boolean rows = node.op() instanceof Gather;
        long along = rows ? ((Gather) node.op()).axis() : ((GatherElements) node.op()).axis();
        int axis = (int) (along < 0 ? along + dims.length : along);
        long[] index = indices.toLongs();
        for (int i = 0; i < index.length; i++) {
            index[i] = index[i] < 0 ? index[i] + dims[axis] : index[i];
            if (index[i] < 0 || index[i] >= dims[axis]) {
                return null;
            }
        }
        return rows ? gather(dims, axis, index) : gatherElements(dims, axis, index, indices.dims());
    }

    private static long[] gather(long[] dims, int axis, long[] index) {
        long inner = product(dims, axis + 1, dims.length);
        long outer = product(dims, 0, axis);
        long[] places = new long[(int) (outer * index.length * inner)];
        int next = 0;
        for (long o = 0; o < outer; o++) {
            for (long i : index) {
                for (long k = 0; k < inner; k++) {
                    places[next++] = (o * dims[axis] + i) * inner + k;
                }
            }
        }
        return places;
    }

    private static long[] gatherElements(long[] dims, int axis, long[] index, long[] shape) {
        long[] places = new long[index.length];
        long[] at = new long[shape.length];
        for (int i = 0; i < places.length; i++) {
            long place = 0;
            for (int d = 0; d < dims.length; d++) {
                place = place * dims[d] + (d == axis ? index[i] : at[d]);
            }
            places[i] = place;
            for (int d = shape.length - 1; d >= 0 && ++at[d] == shape[d]; d--) {
                at[d] = 0;
            }
        }
        return places;
    }

    private static long product(long[] dims, int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product *= dims[i];
        }
        return product;
    }
}
