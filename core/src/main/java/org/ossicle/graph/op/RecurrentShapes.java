package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Shape rules that recurrent layers share.
 *
 * @param type the element type
 * @param steps T, the length of the sequence
 * @param batch N, the number of sequences
 * @param inputSize I, the size of one step
 * @param hidden H, the size of the state
 * @param directions D, 1 or 2
 * @param batchMajor whether the batch comes first
 */
record RecurrentShapes(
        DType type,
        long steps,
        long batch,
        long inputSize,
        long hidden,
        int directions,
        boolean batchMajor) {
    static RecurrentShapes of(
            InferenceContext context, long hidden, Direction direction, boolean batchMajor) {
        DType type = Rules.floating(context, 0);
        long[] x = Rules.rank(context, 0, 3);
        if (hidden < 1) {
            throw context.invalid("a hidden size of at least 1", Long.toString(hidden));
        }
        long steps = x[batchMajor ? 1 : 0];
        long batch = x[batchMajor ? 0 : 1];
        return new RecurrentShapes(type, steps, batch, x[2], hidden, direction.count(), batchMajor);
    }

    /** Float weights and biases of a cell with that many gates. */
    void weights(InferenceContext context, int gates) {
        Rules.is(context, 1, type);
        Rules.is(context, 2, type);
        Rules.dims(context, 1, directions, gates * hidden, inputSize);
        Rules.dims(context, 2, directions, gates * hidden, hidden);
        bias(context, gates);
    }

    void bias(InferenceContext context, int gates) {
        Rules.isIfThere(context, 3, type);
        Rules.dimsIfThere(context, 3, directions, 2L * gates * hidden);
    }

    /** The lengths, input 4, and the initial states. */
    void states(InferenceContext context, int... inputs) {
        Rules.isIfThere(context, 4, DType.INT32);
        Rules.dimsIfThere(context, 4, batch);
        for (int i : inputs) {
            Rules.isIfThere(context, i, type);
            Rules.dimsIfThere(context, i, stateDims());
        }
    }

    private long[] stateDims() {
        return batchMajor
                ? new long[] {batch, directions, hidden}
                : new long[] {directions, batch, hidden};
    }

    List<TensorType> outputs(InferenceContext context) {
        long[] y =
                batchMajor
                        ? new long[] {batch, steps, directions, hidden}
                        : new long[] {steps, directions, batch, hidden};
        TensorType state = Rules.type(context, type, stateDims());
        return Rules.outputs(context, Rules.type(context, type, y), state, state);
    }
}
