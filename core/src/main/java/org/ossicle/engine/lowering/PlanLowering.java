package org.ossicle.engine.lowering;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.engine.lowering.WeightSources.Place;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.StatePair;
import org.ossicle.plan.Step;

/** Writes a plan as the program that native code reads. Stateless. */
public final class PlanLowering {
    private final Plan plan;
    private final WeightSources weights;
    private final ProgramBuilder program = new ProgramBuilder();
    private final NativeTensor[] tensors;
    private final List<String> refused = new ArrayList<>();

    private PlanLowering(Plan plan) {
        this.plan = plan;
        this.weights = new WeightSources(plan.weights());
        this.tensors = new NativeTensor[plan.tensors().size()];
        for (PlanTensor tensor : plan.tensors()) {
            tensors[tensor.id()] = lower(tensor);
        }
    }

    /**
     * The program of a plan and where its weights come from. The small weights lie in memory that
     * belongs to the result.
     *
     * @throws UnsupportedOperatorException listing every step that has no instruction
     */
    public static NativeProgram lower(Plan plan) {
        return new PlanLowering(plan).lower();
    }

    private NativeProgram lower() {
        int[] inputs = numbers(plan.inputs());
        int[] outputs = numbers(plan.outputs());
        int[] states = new int[2 * plan.states().size()];
        for (int i = 0; i < plan.states().size(); i++) {
            StatePair pair = plan.states().get(i);
            states[2 * i] = program.number(tensors[pair.inputTensor()]);
            states[2 * i + 1] = program.number(tensors[pair.outputTensor()]);
        }
        for (Step step : plan.steps()) {
            lower(step);
        }
        if (!refused.isEmpty()) {
            throw new UnsupportedOperatorException(plan.name(), refused, StepLowerings.names());
        }
        ProgramBytes bytes = new ProgramBytes(plan, program, inputs, outputs, states);
        return new NativeProgram(bytes.write(weights.sources().size()), weights.sources());
    }

    private void lower(Step step) {
        try {
            StepLowerings.lower(step.op(), new StepContext(plan, step, program, tensors));
        } catch (StepContext.Refusal e) {
            refused.add(step.op().name() + " (" + step.name() + ": " + e.getMessage() + ")");
        }
    }

    private int[] numbers(List<Integer> ids) {
        int[] numbers = new int[ids.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = program.number(tensors[ids.get(i)]);
        }
        return numbers;
    }

    private NativeTensor lower(PlanTensor tensor) {
        int slot = tensor.slot();
        long offset = tensor.offset();
        if (tensor.residence() == Residence.WEIGHT) {
            Place place = weights.place(slot);
            slot = place.source();
            offset += place.offset();
        }
        return new NativeTensor(
                tensor.dtype(), tensor.residence(), slot, offset, tensor.dims(), tensor.strides());
    }
}
