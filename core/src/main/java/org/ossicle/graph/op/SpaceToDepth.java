package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * Space moved to channels: x [N, C, H, W] to [N, C b^2, H / b, W / b].
 *
 * @param blockSize b
 */
public record SpaceToDepth(long blockSize) implements Composite {
    @Override
    public String name() {
        return "SpaceToDepth";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = Rules.any(context, 0);
        long[] x = Rules.rank(context, 0, 4);
        boolean sane = blockSize >= 1 && blockSize <= Integer.MAX_VALUE;
        if (!sane || x[2] % blockSize != 0 || x[3] % blockSize != 0) {
            throw context.invalid(
                    "a block size that divides " + x[2] + " and " + x[3], "" + blockSize);
        }
        long channels = Rules.product(context, x[1], blockSize * blockSize);
        return Rules.output(context, type, x[0], channels, x[2] / blockSize, x[3] / blockSize);
    }

    @Override
    public void expand(Expansion expansion) {
        long[] x = expansion.dims(0);
        long b = blockSize;
        long[] split = {x[0], x[1], x[2] / b, b, x[3] / b, b};
        Value parts =
                expansion.step(
                        new Transpose(List.of(0L, 3L, 5L, 1L, 2L, 4L)),
                        expansion.reshape(expansion.input(0), split));
        expansion.emit(
                0,
                new Reshape(true),
                parts,
                expansion.longs(x[0], x[1] * b * b, x[2] / b, x[3] / b));
    }
}
