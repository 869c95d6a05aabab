package org.ossicle.plan;

import java.util.Arrays;
import java.util.Locale;

/** Writes a plan as text for people: one step per line, each tensor with its place. */
public final class PlanPrinter {
    private final Plan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanPrinter(Plan plan) {
        this.plan = plan;
    }

    public static String print(Plan plan) {
        PlanPrinter printer = new PlanPrinter(plan);
        printer.boundary();
        printer.steps();
        return printer.text.toString();
    }

    private void boundary() {
        for (int id : plan.inputs()) {
            line("input", tensor(id) + "  # " + plan.tensor(id).name());
        }
        for (StatePair state : plan.states()) {
            String read = tensor(state.inputTensor());
            line("state", read + " next " + tensor(state.outputTensor()) + "  # " + state.name());
        }
        for (int id : plan.outputs()) {
            line("output", tensor(id) + "  # " + plan.tensor(id).name());
        }
    }

    private void steps() {
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            line(Integer.toString(i), tensors(step.outputs()) + " = " + step.op());
            text.append("       (").append(tensors(step.inputs())).append(")  # ");
            text.append(step.name()).append('\n');
        }
    }

    private void line(String head, String rest) {
        text.append(String.format(Locale.ROOT, "%-7s", head)).append(rest).append('\n');
    }

    private String tensors(Iterable<Integer> ids) {
        StringBuilder list = new StringBuilder();
        for (int id : ids) {
            list.append(list.isEmpty() ? "" : ", ").append(id < 0 ? "_" : tensor(id));
        }
        return list.toString();
    }

    private String tensor(int id) {
        PlanTensor tensor = plan.tensor(id);
        String place = tensor.residence().name().toLowerCase(Locale.ROOT);
        String slot =
                tensor.residence() == Residence.SCRATCH ? "" : Integer.toString(tensor.slot());
        String strides =
                tensor.isContiguous() ? "" : " strides " + Arrays.toString(tensor.strides());
        return tensor + "@" + place + slot + "+" + tensor.offset() + strides;
    }
}
