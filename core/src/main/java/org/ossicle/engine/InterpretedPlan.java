package org.ossicle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ossicle.error.ClosedException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;

/** A plan with its weights read into memory; the collector frees them with the last user. */
final class InterpretedPlan implements CompiledPlan {
    private final Plan plan;
    private final List<Tensor> weights = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    InterpretedPlan(Plan plan) {
        this.plan = plan;
        for (Constant weight : plan.weights()) {
            weights.add(weight.load());
        }
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public PlanState newState() {
        if (closed.get()) {
            throw new ClosedException(
                    "plan of " + plan.name(), "an open object", "a closed one", "make a new one");
        }
        return new InterpretedState(plan, weights);
    }

    @Override
    public long residentWeightBytes() {
        long bytes = 0;
        for (Tensor weight : weights) {
            bytes += weight.byteSize();
        }
        return bytes;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
