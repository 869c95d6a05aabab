package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * For each index a vector along a new axis with the on value at the index and the off value
 * elsewhere; an index outside gives only off values. Inputs indices, depth (one element), values
 * [off, on].
 *
 * @param axis the new axis in the output, negative to count from the end
 */
public record OneHot(long axis) implements Composite {
    @Override
    public String name() {
        return "OneHot";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        Rules.numeric(context, 0);
        Rules.numeric(context, 1);
        Rules.single(context, 1);
        DType type = Rules.any(context, 2);
        Rules.dims(context, 2, 2);
        long[] indices = context.dims(0);
        int along = Rules.axis(context, axis, indices.length + 1);
        long depth = Rules.constant(context, 1, "the depth").getLong(0);
        long[] dims = new long[indices.length + 1];
        System.arraycopy(indices, 0, dims, 0, along);
        dims[along] = depth;
        System.arraycopy(indices, along, dims, along + 1, indices.length - along);
        return Rules.output(context, type, dims);
    }

    @Override
    public void expand(Expansion expansion) {
        MaskExpansions.oneHot(this, expansion);
    }
}
