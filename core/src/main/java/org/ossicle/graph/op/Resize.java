package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/**
 * x stretched or shrunk by interpolation along some axes: inputs x, optionally the region that
 * counts (all starts, then all ends, as parts of 1), and either scales or sizes, one per axis.
 *
 * @param rule how places are found and filled
 * @param cubicCoefficient the constant a of {@link ResizeRule.Mode#CUBIC}
 * @param excludeOutside whether neighbours outside count 0, not what the edge has
 * @param antialias whether shrinking widens the filter
 * @param extrapolation what stands outside the region
 * @param axes the axes; empty for all
 */
public record Resize(
        ResizeRule rule,
        float cubicCoefficient,
        boolean excludeOutside,
        boolean antialias,
        float extrapolation,
        List<Long> axes)
        implements Composite {
    public Resize {
        axes = List.copyOf(axes);
    }

    @Override
    public String name() {
        return "Resize";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 4);
        DType type = Rules.numeric(context, 0);
        long[] dims = context.dims(0);
        long[] named = axes.stream().mapToLong(Long::longValue).toArray();
        int count = named.length == 0 ? dims.length : named.length;
        Rules.axes(context, named, dims.length);
        boolean scaled = context.has(2) && context.type(2).shape().elements() > 0;
        if (scaled == context.has(3)) {
            throw context.invalid("either scales or sizes", scaled ? "both" : "neither");
        }
        for (int i = scaled ? 2 : 3; i > 0; i -= scaled ? 1 : 2) {
            boolean region = i == 1 && crops();
            if (i != 1 || region) {
                long wanted = region ? 2L * count : count;
                if (!context.has(i) || context.type(i).shape().elements() != wanted) {
                    throw context.invalid(
                            wanted + " numbers as input " + i,
                            context.has(i) ? context.type(i).toString() : "none");
                }
                Rules.numeric(context, i);
                Rules.constant(context, i, "scales, sizes and region");
            }
        }
        Tensor region = crops() ? context.constant(1) : null;
        Tensor scales = scaled ? context.constant(2) : null;
        Tensor sizes = scaled ? null : context.constant(3);
        for (ResizeAxis axis : ResizeAxis.of(this, dims, region, scales, sizes)) {
            boolean sane = axis.scale() > 0 && axis.scale() < TensorLimits.MAX_ELEMENTS;
            if (!sane || (axis.input() == 0 && axis.output() > 0)) {
                throw context.invalid(
                        "positive scales of an axis with elements", Arrays.toString(dims));
            }
            dims[axis.index()] = axis.output();
        }
        return Rules.output(context, type, dims);
    }

    /** Whether the region counts. */
    boolean crops() {
        return rule.coordinates() == ResizeRule.Coordinates.TF_CROP_AND_RESIZE;
    }

    @Override
    public void expand(Expansion expansion) {
        ResizeExpansion.expand(this, expansion);
    }
}
