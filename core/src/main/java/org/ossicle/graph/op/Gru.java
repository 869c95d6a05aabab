package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Gated recurrent units over a sequence: inputs x [T, N, I], w [D, 3H, I], r [D, 3H, H] and
 * optionally b [D, 6H], lengths [N] INT32 and h0 [D, N, H]; gates in the order update, reset,
 * hidden. Outputs, each optional: y [T, D, N, H] and the last h [D, N, H]. Batch-major, states are
 * [N, D, H] and y is [N, T, D, H]. D is the number of directions.
 *
 * @param hiddenSize H, the size of the state
 * @param direction which way the sequence is read
 * @param activations gate and hidden function, per direction
 * @param clip the greatest magnitude of what enters an activation; 0 for no limit
 * @param batchMajor whether x is [N, T, I], as ONNX's layout 1
 * @param linearBeforeReset whether the reset gate multiplies after the recurrent product
 */
public record Gru(
        long hiddenSize,
        Direction direction,
        List<CellActivation> activations,
        float clip,
        boolean batchMajor,
        boolean linearBeforeReset)
        implements Op {
    public Gru {
        activations = List.copyOf(activations);
        if (activations.size() != 2 * direction.count()) {
            throw new IllegalArgumentException(
                    "2 activations per direction, not " + activations.size());
        }
    }

    @Override
    public String name() {
        return "GRU";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 6);
        Rules.outputs(context, 2);
        RecurrentShapes shapes = RecurrentShapes.of(context, hiddenSize, direction, batchMajor);
        shapes.weights(context, 3);
        shapes.states(context, 5);
        return shapes.outputs(context);
    }

    /** What ONNX uses where a model names no activations. */
    public static List<CellActivation> defaultActivations(Direction direction) {
        List<CellActivation> activations = new ArrayList<>();
        for (int i = 0; i < direction.count(); i++) {
            activations.add(CellActivation.of(CellActivationKind.SIGMOID));
            activations.add(CellActivation.of(CellActivationKind.TANH));
        }
        return activations;
    }
}
