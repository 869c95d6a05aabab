package org.ossicle.plan;

import java.util.ArrayList;
import java.util.List;

/** Takes from a plan what those who run it need to know. */
final class PlanOutline {
    private final Plan plan;
    private final List<PlanTensor> tensors = new ArrayList<>();

    private PlanOutline(Plan plan) {
        this.plan = plan;
    }

    static Plan of(Plan plan) {
        return new PlanOutline(plan).build();
    }

    private Plan build() {
        List<Integer> inputs = keep(plan.inputs());
        List<Integer> outputs = keep(plan.outputs());
        List<StatePair> states = new ArrayList<>(plan.states().size());
        for (StatePair pair : plan.states()) {
            int read = keep(pair.inputTensor());
            boolean changes = pair.outputTensor() != pair.inputTensor();
            int written = changes ? keep(pair.outputTensor()) : read;
            states.add(new StatePair(pair.name(), read, written));
        }
        return new Plan(
                plan.name(),
                tensors,
                List.of(),
                plan.slots(),
                List.of(),
                inputs,
                outputs,
                states,
                plan.scratchBytes());
    }

    private List<Integer> keep(List<Integer> ids) {
        List<Integer> kept = new ArrayList<>(ids.size());
        for (int id : ids) {
            kept.add(keep(id));
        }
        return kept;
    }

    private int keep(int id) {
        PlanTensor tensor = plan.tensor(id);
        tensors.add(
                new PlanTensor(
                        tensors.size(),
                        tensor.name(),
                        tensor.dtype(),
                        tensor.dims(),
                        tensor.strides(),
                        tensor.residence(),
                        tensor.slot(),
                        tensor.offset()));
        return tensors.size() - 1;
    }
}
