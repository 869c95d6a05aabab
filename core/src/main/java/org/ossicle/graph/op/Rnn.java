package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A plain recurrent layer over a sequence: inputs x [T, N, I], w [D, H, I], r [D, H, H] and
 * optionally b [D, 2H], lengths [N] INT32 and h0 [D, N, H]. Outputs, each optional: y [T, D, N, H]
 * and the last h [D, N, H]. Batch-major, states are [N, D, H] and y is [N, T, D, H]. D is the
 * number of directions.
 *
 * @param hiddenSize H, the size of the state
 * @param direction which way the sequence is read
 * @param activations one per direction
 * @param clip the greatest magnitude of what enters an activation; 0 for no limit
 * @param batchMajor whether x is [N, T, I], as ONNX's layout 1
 */
public record Rnn(
        long hiddenSize,
        Direction direction,
        List<CellActivation> activations,
        float clip,
        boolean batchMajor)
        implements Composite {
    public Rnn {
        activations = List.copyOf(activations);
        if (activations.size() != 1 * direction.count()) {
            throw new IllegalArgumentException(
                    "1 activations per direction, not " + activations.size());
        }
    }

    @Override
    public String name() {
        return "RNN";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 6);
        Rules.outputs(context, 2);
        RecurrentShapes shapes = RecurrentShapes.of(context, hiddenSize, direction, batchMajor);
        shapes.weights(context, 1);
        shapes.states(context, 5);
        return shapes.outputs(context);
    }

    /** What ONNX uses where a model names no activations. */
    public static List<CellActivation> defaultActivations(Direction direction) {
        List<CellActivation> activations = new ArrayList<>();
        for (int i = 0; i < direction.count(); i++) {
            activations.add(CellActivation.of(CellActivationKind.TANH));
        }
        return activations;
    }

    @Override
    public void expand(Expansion expansion) {
        RecurrentExpansions.rnn(this, expansion);
    }
}
