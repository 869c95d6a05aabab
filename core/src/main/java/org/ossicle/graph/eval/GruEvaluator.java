package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Gru;

/** Gated recurrent units. */
final class GruEvaluator implements RecurrentLayer.Cell {
    private static final int UPDATE = 0;
    private static final int RESET = 1;
    private static final int HIDDEN = 2;

    private final Gru op;
    private final RecurrentLayer.Projection recurrent;
    private final Tensor bias;
    private final int hidden;

    private GruEvaluator(Gru op, Tensor[] inputs) {
        this.op = op;
        this.recurrent = RecurrentLayer.real(inputs[2]);
        this.bias = Evaluator.optional(inputs, 3);
        this.hidden = (int) op.hiddenSize();
    }

    static void gru(Gru op, Tensor[] inputs, Tensor[] outputs) {
        new RecurrentLayer(op.direction(), op.batchMajor(), op.hiddenSize(), inputs[0])
                .run(
                        RecurrentLayer.real(inputs[1]),
                        new GruEvaluator(op, inputs),
                        Evaluator.optional(inputs, 4),
                        new Tensor[] {Evaluator.optional(inputs, 5)},
                        outputs);
    }

    @Override
    public double[][] step(int direction, double[] projected, double[][] states) {
        double[] state = states[0];
        int batch = state.length / hidden;
        double[] gates = recurrent.apply(direction, state, batch);
        double[] update = new double[state.length];
        double[] reset = new double[state.length];
        for (int i = 0; i < state.length; i++) {
            update[i] = gate(direction, UPDATE, i, projected, gates);
            reset[i] = gate(direction, RESET, i, projected, gates);
        }
        double[] products = gates;
        if (!op.linearBeforeReset()) {
            double[] kept = new double[state.length];
            for (int i = 0; i < state.length; i++) {
                kept[i] = reset[i] * state[i];
            }
            products = recurrent.apply(direction, kept, batch);
        }
        double[] next = new double[state.length];
        for (int i = 0; i < state.length; i++) {
            int at = at(HIDDEN, i);
            double added = products[at] + bias(direction, 3 + HIDDEN, i);
            double factor = op.linearBeforeReset() ? reset[i] : 1;
            double sum = projected[at] + factor * added + bias(direction, HIDDEN, i);
            double candidate = activate(direction, 1, sum);
            next[i] = (1 - update[i]) * candidate + update[i] * state[i];
        }
        return new double[][] {next};
    }

    /** Where unit {@code i} of the batch has that gate in a projection. */
    private int at(int gate, int i) {
        return (i / hidden * 3 + gate) * hidden + i % hidden;
    }

    private double gate(int direction, int gate, int i, double[] projected, double[] gates) {
        double biases = bias(direction, gate, i) + bias(direction, 3 + gate, i);
        return activate(direction, 0, projected[at(gate, i)] + gates[at(gate, i)] + biases);
    }

    private double bias(int direction, int part, int i) {
        return bias == null ? 0 : bias.getDouble((direction * 6 + part) * hidden + i % hidden);
    }

    private double activate(int direction, int which, double x) {
        return RecurrentLayer.activate(op.activations().get(2 * direction + which), x, op.clip());
    }
}
