package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * {@link Lstm} with 8-bit weights and inputs quantised as it runs, of the domain com.microsoft.
 * Inputs as for LSTM, but w [D, I, 4H] and r [D, H, 4H] are UINT8 or INT8; then the scale and zero
 * point of w, and those of r, each [D] or [D, 4H].
 *
 * <p>Each direction quantises the whole of x at once, and all rows of the previous h at every step,
 * as {@link DynamicQuantizeLinear} does.
 *
 * @param cell the layer
 */
public record DynamicQuantizeLstm(Lstm cell) implements Composite {
    @Override
    public String name() {
        return "DynamicQuantizeLSTM";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 12);
        Rules.outputs(context, 3);
        for (int i = 8; i < 12; i++) {
            if (!context.has(i)) {
                throw context.invalid("scales and zero points as inputs 8 to 11", "no input " + i);
            }
        }
        Rules.is(context, 0, DType.FLOAT32);
        Rules.bytes(context, 1);
        Rules.bytes(context, 2);
        RecurrentShapes shapes =
                RecurrentShapes.of(context, cell.hiddenSize(), cell.direction(), cell.batchMajor());
        long gates = 4 * shapes.hidden();
        Rules.dims(context, 1, cell.direction().count(), shapes.inputSize(), gates);
        Rules.dims(context, 2, cell.direction().count(), shapes.hidden(), gates);
        shapes.bias(context, 4);
        shapes.states(context, 5, 6);
        Rules.isIfThere(context, 7, DType.FLOAT32);
        Rules.dimsIfThere(context, 7, cell.direction().count(), 3 * shapes.hidden());
        for (int weight = 1; weight <= 2; weight++) {
            int scale = 6 + 2 * weight;
            Rules.is(context, scale, DType.FLOAT32);
            Rules.is(context, scale + 1, context.dtype(weight));
            checkParameter(context, scale, gates);
            checkParameter(context, scale + 1, gates);
        }
        return shapes.outputs(context);
    }

    private void checkParameter(InferenceContext context, int i, long gates) {
        long[] dims = context.dims(i);
        long directions = cell.direction().count();
        boolean fits = dims.length >= 1 && dims.length <= 2 && dims[0] == directions;
        if (!fits || (dims.length == 2 && dims[1] != gates)) {
            throw context.invalid(
                    "[" + directions + "] or [" + directions + ", " + gates + "] as input " + i,
                    context.type(i).toString());
        }
    }

    @Override
    public void expand(Expansion expansion) {
        RecurrentExpansions.lstm(this, expansion);
    }
}
