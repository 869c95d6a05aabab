package org.ossicle.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Step;

/**
 * The steps of a plan that an accelerator took over; freed once the plan and every stream of it are
 * closed.
 */
final class PreparedSteps {
    private final Plan plan;
    private final PreparedStep[] steps;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** Prepares what it can; the caller is the first holder. */
    PreparedSteps(Plan plan, List<Tensor> weights, StepAccelerator accelerator) {
        this.plan = plan;
        this.steps = new PreparedStep[plan.steps().size()];
        boolean complete = false;
        try {
            for (int i = 0; i < steps.length; i++) {
                steps[i] = accelerator.prepare(plan, plan.steps().get(i), weights);
            }
            complete = true;
        } finally {
            if (!complete) {
                release();
            }
        }
    }

    boolean isPrepared(int step) {
        return steps[step] != null;
    }

    /** Whether the interpreter still reads a weight. */
    boolean leaves(int weight) {
        for (int i = 0; i < steps.length; i++) {
            for (int id : plan.steps().get(i).inputs()) {
                boolean reads =
                        id >= 0
                                && plan.tensor(id).residence() == Residence.WEIGHT
                                && plan.tensor(id).slot() == weight;
                if (reads && !isPrepared(i)) {
                    return true;
                }
            }
        }
        return false;
    }

    long weightBytes() {
        long bytes = 0;
        for (PreparedStep step : steps) {
            bytes += step == null ? 0 : step.weightBytes();
        }
        return bytes;
    }

    /**
     * Binds all steps to one side of a stream's states.
     *
     * @param other the steps bound to the other side, shared where no state takes part, or null
     */
    PreparedStep.Bound[] bind(
            Function<PlanTensor, ByteBuffer> buffers, PreparedStep.Bound[] other) {
        PreparedStep.Bound[] bound = new PreparedStep.Bound[steps.length];
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] != null) {
                boolean shared = other != null && !touchesState(plan.steps().get(i));
                bound[i] = shared ? other[i] : steps[i].bind(buffers);
            }
        }
        return bound;
    }

    private boolean touchesState(Step step) {
        return touchesState(step.inputs()) || touchesState(step.outputs());
    }

    private boolean touchesState(List<Integer> tensors) {
        for (int id : tensors) {
            if (id >= 0 && plan.tensor(id).residence() == Residence.STATE) {
                return true;
            }
        }
        return false;
    }

    void retain() {
        holders.incrementAndGet();
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            for (PreparedStep step : steps) {
                if (step != null) {
                    step.close();
                }
            }
        }
    }
}
