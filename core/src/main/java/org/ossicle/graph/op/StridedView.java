package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Shape;
import org.ossicle.graph.TensorType;

/**
 * Elements of x at evenly spaced places: the element at index (i, j, ..) is number {@code offset +
 * i strides(0) + j strides(1) + ..} of x in row-major order. Places may overlap.
 *
 * @param dims the sizes of the output
 * @param strides the distances along each of its axes, in elements of x; 0 and negative ones too
 * @param offset the place of the first element
 */
public record StridedView(List<Long> dims, List<Long> strides, long offset) implements Op {
    public StridedView {
        dims = List.copyOf(dims);
        strides = List.copyOf(strides);
    }

    @Override
    public String name() {
        return "ossicle.StridedView";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = Rules.any(context, 0);
        if (dims.size() != strides.size()) {
            throw context.invalid("a stride per size", dims + " and " + strides);
        }
        long[] sizes = dims.stream().mapToLong(size -> size).toArray();
        TensorType result = Rules.type(context, type, sizes);
        long elements = context.type(0).shape().elements();
        if (Shape.elements(sizes) > 0 && !staysWithin(sizes, elements)) {
            throw context.invalid("places within " + elements + " elements", toString());
        }
        return Rules.outputs(context, result);
    }

    private boolean staysWithin(long[] sizes, long elements) {
        long first = offset;
        long last = offset;
        boolean sane = offset >= 0 && offset < elements;
        for (int i = 0; i < sizes.length && sane; i++) {
            long steps = sizes[i] - 1;
            long stride = strides.get(i);
            long farthest = steps == 0 ? 0 : elements / steps;
            sane = steps == 0 || (stride >= -farthest && stride <= farthest);
            long reach = sane ? steps * stride : 0;
            first += Math.min(0, reach);
            last += Math.max(0, reach);
        }
        return sane && first >= 0 && last < elements;
    }
}
