package org.ossicle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Shape;

/** Writes a plan as text for people: boundary, steps, arena and a summary of its memory. */
public final class PlanPrinter {
    private final Plan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanPrinter(Plan plan) {
        this.plan = plan;
    }

    /** Everything. */
    public static String print(Plan plan) {
        PlanPrinter printer = new PlanPrinter(plan);
        printer.boundary();
        printer.steps();
        printer.arena();
        printer.summary();
        return printer.text.toString();
    }

    private void boundary() {
        text.append("plan ").append(plan.name()).append('\n');
        plan.inputs().forEach(id -> line("  input  ", id));
        plan.outputs().forEach(id -> line("  output ", id));
        for (StatePair state : plan.states()) {
            text.append("  state  ").append(state.name()).append(' ');
            text.append(place(plan.tensor(state.inputTensor()))).append(" -> ");
            text.append(place(plan.tensor(state.outputTensor()))).append('\n');
        }
    }

    private void line(String head, int id) {
        PlanTensor tensor = plan.tensor(id);
        text.append(head).append(tensor.name()).append(' ').append(place(tensor)).append('\n');
    }

    private void steps() {
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            text.append(String.format(Locale.ROOT, "%5d  ", i));
            operands(step.outputs());
            text.append(" = ").append(step.op()).append(' ');
            operands(step.inputs());
            text.append("  # ").append(step.name()).append('\n');
        }
    }

    private void operands(List<Integer> ids) {
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            text.append(i == 0 ? "" : ", ").append(id < 0 ? "_" : place(plan.tensor(id)));
        }
    }

    /** Type, sizes, strides unless row-major, and place: {@code w} weight, {@code @} arena, ... */
    private static String place(PlanTensor tensor) {
        String strides = tensor.isContiguous() ? "" : Arrays.toString(tensor.strides());
        String home =
                switch (tensor.residence()) {
                    case WEIGHT -> "w" + tensor.slot();
                    case STATE -> "s" + tensor.slot();
                    case INPUT -> "i" + tensor.slot();
                    case OUTPUT -> "o" + tensor.slot();
                    case SCRATCH -> "@" + tensor.offset();
                };
        boolean shifted = tensor.residence() != Residence.SCRATCH && tensor.offset() != 0;
        return tensor.dtype().name().toLowerCase(Locale.ROOT)
                + Shape.of(tensor.dims())
                + strides
                + home
                + (shifted ? "+" + tensor.offset() : "");
    }

    /** Which bytes of the arena are live from which step to which. */
    private void arena() {
        Map<Integer, int[]> lives = new TreeMap<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            touch(lives, plan.steps().get(i).outputs(), i);
            touch(lives, plan.steps().get(i).inputs(), i);
        }
        List<Integer> order = new ArrayList<>(lives.keySet());
        order.sort((a, b) -> Long.compare(plan.tensor(a).offset(), plan.tensor(b).offset()));
        text.append("arena of ").append(plan.scratchBytes()).append(" bytes\n");
        for (int id : order) {
            PlanTensor tensor = plan.tensor(id);
            int[] life = lives.get(id);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %9d + %-9d steps %d..%d %s\n",
                            tensor.offset(),
                            tensor.byteSize(),
                            life[0],
                            life[1],
                            tensor.name()));
        }
    }

    private void touch(Map<Integer, int[]> lives, List<Integer> ids, int step) {
        for (int id : ids) {
            if (id >= 0 && plan.tensor(id).residence() == Residence.SCRATCH) {
                lives.computeIfAbsent(id, key -> new int[] {step, step})[1] = step;
            }
        }
    }

    private void summary() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Step step : plan.steps()) {
            counts.merge(step.op().name(), 1, Integer::sum);
        }
        long weightBytes = 0;
        for (Constant weight : plan.weights()) {
            weightBytes += weight.byteSize();
        }
        text.append(plan.steps().size()).append(" steps ").append(counts).append('\n');
        text.append("bytes: weights ").append(weightBytes);
        text.append(", scratch ").append(plan.scratchBytes());
        text.append(", state ").append(plan.stateBytes());
        text.append(", a stream in all ").append(plan.streamBytes()).append('\n');
    }
}
