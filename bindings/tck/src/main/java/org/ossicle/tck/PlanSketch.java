package org.ossicle.tck;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Operator;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Slot;
import org.ossicle.plan.StatePair;
import org.ossicle.plan.Step;

/** Puts small plans together tensor by tensor, sound ones and, on purpose, unsound ones. */
public final class PlanSketch {
    private final String name;
    private final List<PlanTensor> tensors = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Constant> weights = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> outputs = new ArrayList<>();
    private final List<StatePair> states = new ArrayList<>();
    private long scratchBytes;

    public PlanSketch(String name) {
        this.name = name;
    }

    public int input(DType dtype, long... dims) {
        int id = slotTensor(Residence.INPUT, "in" + inputs.size(), dtype, dims);
        inputs.add(id);
        return id;
    }

    public int output(DType dtype, long... dims) {
        int id = slotTensor(Residence.OUTPUT, "out" + outputs.size(), dtype, dims);
        outputs.add(id);
        return id;
    }

    /** A state: what is read has the returned id, what is written the one after it. */
    public int state(DType dtype, long... dims) {
        String stateName = "state" + states.size();
        int read = slotTensor(Residence.STATE, stateName, dtype, dims);
        int written = slotTensor(Residence.STATE, "new_" + stateName, dtype, dims);
        states.add(new StatePair(stateName, read, written));
        return read;
    }

    /**
     * A state of rows that moves on by {@code fresh} of them per run: what is read has the returned
     * id, what is written the one after it, both together with what is fresh the next one, and what
     * is fresh the last.
     */
    public int movingState(DType dtype, long rows, long columns, long fresh) {
        String stateName = "state" + states.size();
        int whole = slotTensor(Residence.STATE, stateName + "_seen", dtype, rows + fresh, columns);
        long[] strides = tensors.get(whole).strides();
        long distance = fresh * columns * dtype.bytes();
        int read = view(whole, 0, new long[] {rows, columns}, strides);
        int written = view(whole, distance, new long[] {rows, columns}, strides);
        view(whole, 0, new long[] {rows + fresh, columns}, strides);
        view(whole, rows * columns * dtype.bytes(), new long[] {fresh, columns}, strides);
        states.add(new StatePair(stateName, read, written));
        return read;
    }

    public int scratch(DType dtype, long... dims) {
        long offset = (scratchBytes + 63) / 64 * 64;
        int id = add("scratch", dtype, dims, Residence.SCRATCH, 0, offset);
        scratchBytes = offset + tensors.get(id).byteSize();
        return id;
    }

    public int weight(Constant constant) {
        weights.add(constant);
        int slot = weights.size() - 1;
        return add("w" + slot, constant.dtype(), constant.dims(), Residence.WEIGHT, slot, 0);
    }

    /** Another look at the bytes of a tensor: {@code offset} is added to its own. */
    public int view(int id, long offset, long[] dims, long[] strides) {
        PlanTensor base = tensors.get(id);
        tensors.add(
                new PlanTensor(
                        tensors.size(),
                        base.name() + "_view",
                        base.dtype(),
                        dims,
                        strides,
                        base.residence(),
                        base.slot(),
                        base.offset() + offset));
        return tensors.size() - 1;
    }

    public PlanSketch step(Operator op, List<Integer> in, List<Integer> out) {
        steps.add(new Step("step" + steps.size(), op, in, out));
        return this;
    }

    public Plan build() {
        return new Plan(
                name, tensors, steps, slots, weights, inputs, outputs, states, scratchBytes);
    }

    private int slotTensor(Residence residence, String tensorName, DType dtype, long... dims) {
        int id = add(tensorName, dtype, dims, residence, slots.size(), 0);
        slots.add(new Slot(residence, tensors.get(id).byteSize()));
        return id;
    }

    private int add(
            String tensorName,
            DType dtype,
            long[] dims,
            Residence residence,
            int slot,
            long offset) {
        tensors.add(
                new PlanTensor(
                        tensors.size(),
                        tensorName,
                        dtype,
                        dims,
                        PlanTensor.contiguousStrides(dims),
                        residence,
                        slot,
                        offset));
        return tensors.size() - 1;
    }
}
