package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * Channels moved to space: x [N, C, H, W] to [N, C / b^2, H b, W b].
 *
 * @param blockSize b
 * @param columnRowDepth whether a channel's number counts depth first and then its place in the
 *     block (ONNX's mode CRD), not the other way round (DCR)
 */
public record DepthToSpace(long blockSize, boolean columnRowDepth) implements Composite {
    @Override
    public String name() {
        return "DepthToSpace";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = Rules.any(context, 0);
        long[] x = Rules.rank(context, 0, 4);
        boolean sane = blockSize >= 1 && blockSize <= Integer.MAX_VALUE;
        if (!sane || x[1] % (blockSize * blockSize) != 0) {
            throw context.invalid(
                    "a block size whose square divides " + x[1] + " channels", "" + blockSize);
        }
        return Rules.output(
                context,
                type,
                x[0],
                x[1] / (blockSize * blockSize),
                Rules.product(context, x[2], blockSize),
                Rules.product(context, x[3], blockSize));
    }

    @Override
    public void expand(Expansion expansion) {
        long[] x = expansion.dims(0);
        long b = blockSize;
        long channels = x[1] / (b * b);
        Value parts;
        if (columnRowDepth) {
            Value split = expansion.reshape(expansion.input(0), x[0], channels, b, b, x[2], x[3]);
            parts = expansion.step(new Transpose(List.of(0L, 1L, 4L, 2L, 5L, 3L)), split);
        } else {
            Value split = expansion.reshape(expansion.input(0), x[0], b, b, channels, x[2], x[3]);
            parts = expansion.step(new Transpose(List.of(0L, 3L, 4L, 1L, 5L, 2L)), split);
        }
        expansion.emit(
                0, new Reshape(true), parts, expansion.longs(x[0], channels, x[2] * b, x[3] * b));
    }
}
