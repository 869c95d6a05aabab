package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * The first elements of each sequence in reverse: inputs x and the lengths, INT64 [batch].
 *
 * @param timeAxis the axis along which sequences run, 0 or 1
 * @param batchAxis the axis of the sequences, the other of the two
 */
public record ReverseSequence(long timeAxis, long batchAxis) implements Composite {
    @Override
    public String name() {
        return "ReverseSequence";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        long[] x = context.dims(0);
        boolean sane = Math.min(timeAxis, batchAxis) == 0 && Math.max(timeAxis, batchAxis) == 1;
        if (!sane || x.length < 2) {
            throw context.invalid("time and batch as axes 0 and 1", timeAxis + " and " + batchAxis);
        }
        Rules.is(context, 1, DType.INT64);
        Rules.dims(context, 1, x[(int) batchAxis]);
        return Rules.output(context, type, x);
    }

    @Override
    public void expand(Expansion expansion) {
        long[] x = expansion.dims(0);
        Value time = MaskExpansions.ramp(expansion, x[(int) timeAxis], (int) timeAxis, x.length);
        long[] perSequence = new long[x.length];
        Arrays.fill(perSequence, 1);
        perSequence[(int) batchAxis] = x[(int) batchAxis];
        Value length = expansion.reshape(expansion.input(1), perSequence);
        Value one = expansion.constant(Tensor.ofLongs(new long[0], 1));
        Value last = expansion.binary(BinaryKind.SUB, length, one);
        Value mirrored = expansion.binary(BinaryKind.SUB, last, time);
        Value inside = expansion.binary(BinaryKind.LESS, time, length);
        Value place = expansion.step(new Where(), inside, mirrored, time);
        Value places = expansion.step(new Expand(), place, expansion.longs(x));
        expansion.emit(0, new GatherElements(timeAxis), expansion.input(0), places);
    }
}
