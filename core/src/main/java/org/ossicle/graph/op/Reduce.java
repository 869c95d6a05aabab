package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A function over all elements along some axes: inputs x and optionally the axes.
 *
 * @param kind which function
 * @param keepDims whether reduced axes stay, with size 1
 * @param noopWithEmptyAxes whether no axes means none, not all
 */
public record Reduce(ReduceKind kind, boolean keepDims, boolean noopWithEmptyAxes) implements Op {
    @Override
    public String name() {
        return kind.onnxName();
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 2);
        DType type = Rules.any(context, 0);
        boolean extreme = kind == ReduceKind.MAX || kind == ReduceKind.MIN;
        if (type != DType.BOOL || !extreme) {
            Rules.numeric(context, 0);
        }
        long[] dims = context.dims(0);
        long[] listed = context.has(1) ? Rules.longs(context, 1, "the axes") : new long[0];
        boolean[] reduced = reduced(listed, dims.length, context);
        int kept = 0;
        long[] result = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            if (!reduced[i] || keepDims) {
                result[kept++] = reduced[i] ? 1 : dims[i];
            }
        }
        return Rules.output(context, type, Arrays.copyOf(result, kept));
    }

    /**
     * Which axes are reduced.
     *
     * @param listed the values of the axes input, valid for the rank; empty for none
     * @param rank the rank of the input
     */
    public boolean[] reduced(long[] listed, int rank) {
        return reduced(listed, rank, null);
    }

    private boolean[] reduced(long[] listed, int rank, InferenceContext context) {
        if (listed.length == 0) {
            boolean[] all = new boolean[rank];
            Arrays.fill(all, !noopWithEmptyAxes);
            return all;
        }
        return Rules.axes(context, listed, rank);
    }
}
