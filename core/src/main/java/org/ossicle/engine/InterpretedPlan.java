package org.ossicle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ossicle.error.ClosedException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;

/**
 * A plan with the weights that the interpreter reads in memory; the collector frees them with the
 * last user.
 */
final class InterpretedPlan implements CompiledPlan {
    private final Plan plan;
    private final List<Tensor> weights = new ArrayList<>();
    private final PreparedSteps prepared;
    private final AtomicBoolean closed = new AtomicBoolean();

    InterpretedPlan(Plan plan, StepAccelerator accelerator) {
        this.plan = plan;
        for (Constant weight : plan.weights()) {
            weights.add(weight.load());
        }
        prepared = new PreparedSteps(plan, weights, accelerator);
        for (int i = 0; i < weights.size(); i++) {
            weights.set(i, prepared.leaves(i) ? weights.get(i) : null);
        }
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public synchronized PlanState newState() {
        if (closed.get()) {
            throw new ClosedException(
                    "plan of " + plan.name(), "an open object", "a closed one", "make a new one");
        }
        return new InterpretedState(plan, weights, prepared);
    }

    @Override
    public long residentWeightBytes() {
        long bytes = prepared.weightBytes();
        for (Tensor weight : weights) {
            bytes += weight == null ? 0 : weight.byteSize();
        }
        return bytes;
    }

    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            prepared.release();
        }
    }
}
