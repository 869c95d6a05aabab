package org.ossicle.benchmarks.roofline;

import java.util.Arrays;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.Gru;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Step;

/**
 * What one run of a plan cannot do without: the multiply-adds of its products, and its weights and
 * states, which have to come to the processor once. Everything else it does is small beside that.
 *
 * @param floatMacs multiply-adds of floats
 * @param byteMacs multiply-adds of 8-bit integers
 * @param weightBytes bytes of the weights that its steps read, tables of rows left out
 * @param stateBytes bytes of states read and written
 */
record Demand(long floatMacs, long byteMacs, long weightBytes, long stateBytes) {
    static Demand of(Plan plan) {
        long floatMacs = 0;
        long byteMacs = 0;
        boolean[] weightRead = new boolean[plan.weights().size()];
        for (Step step : plan.steps()) {
            long macs = macs(plan, step);
            boolean bytes = plan.tensor(step.inputs().get(0)).dtype().bytes() == 1;
            floatMacs += bytes ? 0 : macs;
            byteMacs += bytes ? macs : 0;
            for (int id : step.inputs()) {
                boolean wholly = !(step.op() instanceof Gather);
                if (wholly && id >= 0 && plan.tensor(id).residence() == Residence.WEIGHT) {
                    weightRead[plan.tensor(id).slot()] = true;
                }
            }
        }
        long weightBytes = 0;
        for (int i = 0; i < weightRead.length; i++) {
            long elements = Arrays.stream(plan.weights().get(i).dims()).reduce(1, (a, b) -> a * b);
            weightBytes += weightRead[i] ? elements * plan.weights().get(i).dtype().bytes() : 0;
        }
        return new Demand(floatMacs, byteMacs, weightBytes, 2 * plan.stateBytes());
    }

    private static long macs(Plan plan, Step step) {
        if (step.op() instanceof MatMul
                || step.op() instanceof FusedMatMul
                || step.op() instanceof MatMulInteger
                || step.op() instanceof QuantizedMatMul) {
            long[] left = dims(plan, step, 0);
            return outputElements(plan, step) * left[left.length - 1];
        }
        if (step.op() instanceof Gemm gemm) {
            return outputElements(plan, step) * dims(plan, step, 0)[gemm.transA() ? 0 : 1];
        }
        if (step.op() instanceof Conv
                || step.op() instanceof FusedConv
                || step.op() instanceof ConvInteger) {
            long[] kernel = dims(plan, step, 1);
            long perOutput = Arrays.stream(kernel, 1, kernel.length).reduce(1, (a, b) -> a * b);
            return outputElements(plan, step) * perOutput;
        }
        if (step.op() instanceof Lstm || step.op() instanceof Gru) {
            long[] sequence = dims(plan, step, 0);
            PlanTensor input = plan.tensor(step.inputs().get(1));
            PlanTensor recurrent = plan.tensor(step.inputs().get(2));
            return sequence[0] * sequence[1] * (input.elements() + recurrent.elements());
        }
        return 0;
    }

    private static long[] dims(Plan plan, Step step, int input) {
        return plan.tensor(step.inputs().get(input)).dims();
    }

    private static long outputElements(Plan plan, Step step) {
        return plan.tensor(step.outputs().get(0)).elements();
    }

    /** Bytes that have to be moved. */
    long bytes() {
        return weightBytes + stateBytes;
    }
}
