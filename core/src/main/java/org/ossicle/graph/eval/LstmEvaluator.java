package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.CellActivation;
import org.ossicle.graph.op.Lstm;

/** Long short-term memory. */
final class LstmEvaluator implements RecurrentLayer.Cell {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int FORGET = 2;
    private static final int CELL = 3;

    private final Lstm op;
    private final RecurrentLayer.Projection recurrent;
    private final Tensor bias;
    private final Tensor peepholes;
    private final int hidden;

    private LstmEvaluator(Lstm op, Tensor[] inputs) {
        this.op = op;
        this.recurrent = RecurrentLayer.real(inputs[2]);
        this.bias = Evaluator.optional(inputs, 3);
        this.peepholes = Evaluator.optional(inputs, 7);
        this.hidden = (int) op.hiddenSize();
    }

    static void lstm(Lstm op, Tensor[] inputs, Tensor[] outputs) {
        Tensor[] initial = {Evaluator.optional(inputs, 5), Evaluator.optional(inputs, 6)};
        new RecurrentLayer(op.direction(), op.batchMajor(), op.hiddenSize(), inputs[0])
                .run(
                        RecurrentLayer.real(inputs[1]),
                        new LstmEvaluator(op, inputs),
                        Evaluator.optional(inputs, 4),
                        initial,
                        outputs);
    }

    @Override
    public double[][] step(int direction, double[] projected, double[][] states) {
        int batch = states[0].length / hidden;
        double[] gates = recurrent.apply(direction, states[0], batch);
        double[][] next = new double[2][states[0].length];
        for (int n = 0; n < batch; n++) {
            for (int j = 0; j < hidden; j++) {
                unit(direction, projected, gates, states, next, n, j);
            }
        }
        return next;
    }

    private void unit(
            int d, double[] in, double[] gates, double[][] states, double[][] next, int n, int j) {
        int row = n * 4 * hidden + j;
        int unit = n * hidden + j;
        double[] sums = new double[4];
        for (int gate = 0; gate < 4; gate++) {
            int at = row + gate * hidden;
            sums[gate] = in[at] + gates[at] + bias(d, gate, j);
        }
        double before = states[1][unit];
        double inputGate = activate(d, 0, sums[INPUT] + peephole(d, INPUT, j) * before);
        double forgetGate =
                op.inputForget()
                        ? 1 - inputGate
                        : activate(d, 0, sums[FORGET] + peephole(d, FORGET, j) * before);
        double cell = forgetGate * before + inputGate * activate(d, 1, sums[CELL]);
        double outputGate = activate(d, 0, sums[OUTPUT] + peephole(d, OUTPUT, j) * cell);
        next[0][unit] = outputGate * activation(d, 2, cell);
        next[1][unit] = cell;
    }

    private double bias(int d, int gate, int j) {
        if (bias == null) {
            return 0;
        }
        int at = d * 8 * hidden + gate * hidden + j;
        return bias.getDouble(at) + bias.getDouble(at + 4 * hidden);
    }

    private double peephole(int d, int gate, int j) {
        return peepholes == null ? 0 : peepholes.getDouble((d * 3 + gate) * hidden + j);
    }

    private double activate(int d, int which, double x) {
        CellActivation activation = op.activations().get(3 * d + which);
        return RecurrentLayer.activate(activation, x, op.clip());
    }

    private double activation(int d, int which, double x) {
        return RecurrentLayer.activate(op.activations().get(3 * d + which), x, 0);
    }
}
