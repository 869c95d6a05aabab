package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Long short-term memory over a sequence: inputs x [T, N, I], w [D, 4H, I], r [D, 4H, H] and
 * optionally b [D, 8H], lengths [N] INT32, h0 [D, N, H], c0 [D, N, H] and peepholes p [D, 3H];
 * gates in the order input, output, forget, cell. Outputs, each optional: y [T, D, N, H], the last
 * h and the last c, both [D, N, H]. Batch-major, states are [N, D, H] and y is [N, T, D, H]. D is
 * the number of directions.
 *
 * @param hiddenSize H, the size of the state
 * @param direction which way the sequence is read
 * @param activations gate, cell and output function, per direction
 * @param clip the greatest magnitude of what enters an activation; 0 for no limit
 * @param batchMajor whether x is [N, T, I], as ONNX's layout 1
 * @param inputForget whether the forget gate is 1 minus the input gate
 */
public record Lstm(
        long hiddenSize,
        Direction direction,
        List<CellActivation> activations,
        float clip,
        boolean batchMajor,
        boolean inputForget)
        implements Op {
    public Lstm {
        activations = List.copyOf(activations);
        if (activations.size() != 3 * direction.count()) {
            throw new IllegalArgumentException(
                    "3 activations per direction, not " + activations.size());
        }
    }

    @Override
    public String name() {
        return "LSTM";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 8);
        Rules.outputs(context, 3);
        RecurrentShapes shapes = RecurrentShapes.of(context, hiddenSize, direction, batchMajor);
        shapes.weights(context, 4);
        shapes.states(context, 5, 6);
        Rules.isIfThere(context, 7, shapes.type());
        Rules.dimsIfThere(context, 7, direction.count(), 3 * shapes.hidden());
        return shapes.outputs(context);
    }

    /** What ONNX uses where a model names no activations. */
    public static List<CellActivation> defaultActivations(Direction direction) {
        List<CellActivation> activations = new ArrayList<>();
        for (int i = 0; i < direction.count(); i++) {
            activations.add(CellActivation.of(CellActivationKind.SIGMOID));
            activations.add(CellActivation.of(CellActivationKind.TANH));
            activations.add(CellActivation.of(CellActivationKind.TANH));
        }
        return activations;
    }
}
