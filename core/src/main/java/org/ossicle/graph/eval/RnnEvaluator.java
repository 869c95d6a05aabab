package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Rnn;

/** The plain recurrent layer. */
final class RnnEvaluator {
    private RnnEvaluator() {}

    static void rnn(Rnn op, Tensor[] inputs, Tensor[] outputs) {
        int hidden = (int) op.hiddenSize();
        Tensor bias = Evaluator.optional(inputs, 3);
        RecurrentLayer.Projection recurrent = RecurrentLayer.real(inputs[2]);
        RecurrentLayer.Cell cell =
                (direction, projected, states) -> {
                    double[] next =
                            recurrent.apply(direction, states[0], states[0].length / hidden);
                    for (int i = 0; i < next.length; i++) {
                        int at = direction * 2 * hidden + i % hidden;
                        double added =
                                bias == null ? 0 : bias.getDouble(at) + bias.getDouble(at + hidden);
                        next[i] =
                                RecurrentLayer.activate(
                                        op.activations().get(direction),
                                        projected[i] + next[i] + added,
                                        op.clip());
                    }
                    return new double[][] {next};
                };
        new RecurrentLayer(op.direction(), op.batchMajor(), op.hiddenSize(), inputs[0])
                .run(
                        RecurrentLayer.real(inputs[1]),
                        cell,
                        Evaluator.optional(inputs, 4),
                        new Tensor[] {Evaluator.optional(inputs, 5)},
                        outputs);
    }
}
