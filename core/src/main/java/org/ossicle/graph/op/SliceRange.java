package org.ossicle.graph.op;

/**
 * What a slice takes along one axis.
 *
 * @param start the first element taken
 * @param step from one taken element to the next; negative walks backwards
 * @param count how many are taken
 */
public record SliceRange(long start, long step, long count) {
    /**
     * The ranges of all axes.
     *
     * @param dims the sizes of the tensor
     * @param starts where to start, per listed axis
     * @param ends where to stop before, per listed axis
     * @param axes the listed axes, each once, or null for the first ones
     * @param steps the steps, none of them 0, or null for steps of 1
     */
    public static SliceRange[] of(
            long[] dims, long[] starts, long[] ends, long[] axes, long[] steps) {
        SliceRange[] ranges = new SliceRange[dims.length];
        for (int i = 0; i < dims.length; i++) {
            ranges[i] = new SliceRange(0, 1, dims[i]);
        }
        for (int i = 0; i < starts.length; i++) {
            long axis = axes == null ? i : axes[i] < 0 ? axes[i] + dims.length : axes[i];
            long step = steps == null ? 1 : steps[i];
            ranges[(int) axis] = of(dims[(int) axis], starts[i], ends[i], step);
        }
        return ranges;
    }

    private static SliceRange of(long size, long start, long end, long step) {
        // Going backwards, -1 stands for the place before the first element.
        long least = step > 0 ? 0 : -1;
        long most = step > 0 ? size : size - 1;
        long first = clamp(start < 0 ? start + size : start, step > 0 ? 0 : least, most);
        long last = clamp(end < 0 ? end + size : end, least, most);
        long distance = step > 0 ? last - first : first - last;
        // Steps beyond the tensor's size all take one element, and keep their negation in range.
        long stride = step > 0 ? Math.min(step, size + 1) : Math.min(-(step + 1), size) + 1;
        long count = distance <= 0 ? 0 : (distance + stride - 1) / stride;
        return new SliceRange(Math.max(0, first), step > 0 ? stride : -stride, count);
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }
}
