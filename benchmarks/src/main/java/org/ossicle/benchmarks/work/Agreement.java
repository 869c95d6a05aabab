package org.ossicle.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;

/** Gives two engines the same inputs and insists that they give the same outputs and states. */
public final class Agreement {
    private static final int RUNS = 3;
    private static final long SEED = 7;

    private Agreement() {}

    /** Fills the inputs of both with equal random numbers: normal floats, integers 0 or 1. */
    public static void fillInputs(Plan plan, PlanContender ours, OnnxRuntimeContender peer) {
        Random random = new Random(SEED);
        for (int i = 0; i < plan.inputs().size(); i++) {
            PlanTensor type = plan.tensor(plan.inputs().get(i));
            Tensor values = Tensor.zeros(type.dtype(), type.dims());
            for (int j = 0; j < values.elements(); j++) {
                if (type.dtype().isFloat()) {
                    values.setDouble(j, random.nextGaussian());
                } else {
                    values.setLong(j, random.nextInt(2));
                }
            }
            ours.state().input(i).put(0, values.data(), 0, (int) values.byteSize());
            peer.input(i).put(0, values.data(), 0, (int) values.byteSize());
        }
    }

    /**
     * Runs both a few times, each time from the states that ours has, and compares outputs and new
     * states.
     *
     * @param tolerance the largest difference, as a part of the tensor's largest magnitude
     * @throws WrongOutputException naming the tensor that differs most
     */
    public static void check(
            Plan plan, PlanContender ours, OnnxRuntimeContender peer, double tolerance) {
        for (int run = 0; run < RUNS; run++) {
            for (int i = 0; i < plan.states().size(); i++) {
                ours.state().readState(i, peer.state(i).clear());
            }
            ours.run();
            peer.run();
            String where = plan.name() + ", run " + run + ", ";
            for (int i = 0; i < plan.outputs().size(); i++) {
                PlanTensor type = plan.tensor(plan.outputs().get(i));
                compare(where, type, ours.state().output(i), peer.output(i), tolerance);
            }
            for (int i = 0; i < plan.states().size(); i++) {
                PlanTensor type = plan.tensor(plan.states().get(i).inputTensor());
                ByteBuffer state = ByteBuffer.allocate((int) type.byteSize());
                ours.state().readState(i, state);
                compare(where, type, state, peer.state(i), tolerance);
            }
        }
    }

    private static void compare(
            String where, PlanTensor type, ByteBuffer ours, ByteBuffer peer, double tolerance) {
        Tensor found = tensor(type, ours);
        Tensor expected = tensor(type, peer);
        double magnitude = Double.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < expected.elements(); i++) {
            double wanted = expected.getDouble(i);
            double error = Math.abs(wanted - found.getDouble(i));
            magnitude = Math.max(magnitude, Math.abs(wanted));
            difference = Math.max(difference, error);
        }
        if (!(difference <= tolerance * magnitude)) {
            throw new WrongOutputException(
                    where
                            + type.name()
                            + " is off by "
                            + difference / magnitude
                            + " of its largest magnitude");
        }
    }

    private static Tensor tensor(PlanTensor type, ByteBuffer bytes) {
        ByteBuffer all = bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor(type.dtype(), type.dims(), all);
    }
}
