package org.ossicle.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Constant;

/**
 * Checks that a plan is sound before an engine runs it: every tensor stays within its bytes, every
 * step reads and writes tensors that exist, and nothing writes where it must not.
 */
public final class PlanChecker {
    private final Plan plan;

    private PlanChecker(Plan plan) {
        this.plan = plan;
    }

    /**
     * @throws InvalidGraphException naming the first tensor or step at fault
     */
    public static void check(Plan plan) {
        PlanChecker checker = new PlanChecker(plan);
        for (int id = 0; id < plan.tensors().size(); id++) {
            checker.checkTensor(id);
        }
        checker.checkBoundary();
        for (Step step : plan.steps()) {
            checker.checkStep(step);
        }
    }

    private void checkTensor(int id) {
        PlanTensor tensor = plan.tensor(id);
        String where = "tensor " + tensor.name();
        require(tensor.id() == id, where, "number " + id, "number " + tensor.id());
        require(tensor.dtype().bytes() > 0, where, "elements of fixed size", tensor.toString());
        long bytes = bytesOf(tensor, where);
        long least = 0;
        long most = 0;
        for (int axis = 0; axis < tensor.rank(); axis++) {
            long size = tensor.dims()[axis];
            require(size >= 0, where, "sizes of at least 0", Arrays.toString(tensor.dims()));
            long reach = Math.multiplyExact(Math.max(0, size - 1), tensor.strides()[axis]);
            least += Math.min(0, reach);
            most += Math.max(0, reach);
        }
        if (tensor.elements() > 0) {
            int size = tensor.dtype().bytes();
            boolean inside =
                    tensor.offset() + least * size >= 0
                            && tensor.offset() + (most + 1) * size <= bytes;
            require(inside, where, "a view within " + bytes + " bytes", describe(tensor));
        }
    }

    private long bytesOf(PlanTensor tensor, String where) {
        int slot = tensor.slot();
        if (tensor.residence() == Residence.SCRATCH) {
            return plan.scratchBytes();
        }
        if (tensor.residence() == Residence.WEIGHT) {
            requireIndex(slot, plan.weights(), where);
            Constant weight = plan.weights().get(slot);
            require(
                    weight.dtype() == tensor.dtype(),
                    where,
                    "elements of " + weight.dtype(),
                    tensor.toString());
            return weight.byteSize();
        }
        requireIndex(slot, plan.slots(), where);
        Slot found = plan.slots().get(slot);
        require(
                found.residence() == tensor.residence(),
                where,
                "a slot of residence " + tensor.residence(),
                found.toString());
        return found.bytes();
    }

    private void checkBoundary() {
        for (int id : plan.inputs()) {
            checkSlot(id, Residence.INPUT);
        }
        for (int id : plan.outputs()) {
            checkSlot(id, Residence.OUTPUT);
        }
        for (StatePair state : plan.states()) {
            checkState(state);
        }
    }

    private void checkState(StatePair state) {
        requireIndex(state.inputTensor(), plan.tensors(), "state " + state.name());
        requireIndex(state.outputTensor(), plan.tensors(), "state " + state.name());
        PlanTensor read = plan.tensor(state.inputTensor());
        PlanTensor written = plan.tensor(state.outputTensor());
        if (plan.distance(state) == 0) {
            checkSlot(read.id(), Residence.STATE);
            checkSlot(written.id(), Residence.STATE);
            return;
        }
        boolean moves =
                read.residence() == Residence.STATE
                        && written.residence() == Residence.STATE
                        && read.offset() == 0
                        && plan.distance(state) > 0
                        && plan.distance(state) % ArenaPlanner.ALIGNMENT == 0
                        && read.dtype() == written.dtype()
                        && Arrays.equals(read.dims(), written.dims())
                        && Arrays.equals(read.strides(), written.strides());
        require(
                moves,
                "state " + state.name(),
                "the same view, further on by a multiple of " + ArenaPlanner.ALIGNMENT + " bytes",
                describe(read) + " and " + describe(written));
    }

    /** A tensor that stands for its whole slot. */
    private void checkSlot(int id, Residence residence) {
        requireIndex(id, plan.tensors(), "boundary of " + plan.name());
        PlanTensor tensor = plan.tensor(id);
        boolean whole =
                tensor.residence() == residence
                        && tensor.offset() == 0
                        && tensor.isContiguous()
                        && tensor.byteSize() == plan.slots().get(tensor.slot()).bytes();
        require(whole, "tensor " + tensor.name(), "a whole " + residence, describe(tensor));
    }

    private void checkStep(Step step) {
        for (int id : step.inputs()) {
            require(id >= -1 && id < plan.tensors().size(), step.name(), "a tensor", "" + id);
        }
        for (int id : step.outputs()) {
            require(id >= -1 && id < plan.tensors().size(), step.name(), "a tensor", "" + id);
            if (id >= 0) {
                checkOutput(step, plan.tensor(id));
            }
        }
    }

    private void checkOutput(Step step, PlanTensor output) {
        boolean writable =
                output.residence() != Residence.WEIGHT
                        && output.residence() != Residence.INPUT
                        && layout(output).isInjective();
        require(writable, step.name(), "an output to write to", describe(output));
        for (StatePair state : plan.states()) {
            PlanTensor read = plan.tensor(state.inputTensor());
            boolean spared = read.slot() != output.slot() || output.residence() != Residence.STATE;
            require(
                    spared || plan.distance(state) > 0 && isApart(output, read),
                    step.name(),
                    "an output apart from state " + state.name(),
                    describe(output));
        }
        for (int i = 0; i < step.inputs().size(); i++) {
            int id = step.inputs().get(i);
            if (id < 0 || !overlap(plan.tensor(id), output)) {
                continue;
            }
            boolean inPlace =
                    OperandRules.inPlace(step.op(), i)
                            && plan.tensor(id).offset() == output.offset()
                            && layout(plan.tensor(id)).matches(layout(output));
            require(
                    inPlace,
                    step.name(),
                    "an output apart from input " + i + " " + describe(plan.tensor(id)),
                    describe(output));
        }
    }

    /** Whether no element of a tensor is one of a state whose strides are those of its window. */
    private static boolean isApart(PlanTensor tensor, PlanTensor state) {
        Integer[] outermostFirst = new Integer[state.rank()];
        Arrays.setAll(outermostFirst, axis -> axis);
        Comparator<Integer> byStride = Comparator.comparingLong(axis -> -state.strides()[axis]);
        Arrays.sort(outermostFirst, byStride.thenComparingLong(axis -> -state.dims()[axis]));
        long[] dims = tensor.dims();
        for (long i = 0; i < tensor.elements(); i++) {
            long place = tensor.offset() / tensor.dtype().bytes();
            long left = i;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                place += left % dims[axis] * tensor.strides()[axis];
                left /= dims[axis];
            }
            boolean inside = true;
            for (int axis : outermostFirst) {
                inside &= place / state.strides()[axis] < state.dims()[axis];
                place %= state.strides()[axis];
            }
            if (inside) {
                return false;
            }
        }
        return true;
    }

    /** Whether the ranges of bytes between first and last element have any byte in common. */
    private static boolean overlap(PlanTensor a, PlanTensor b) {
        boolean sameBytes = a.residence() == b.residence() && a.slot() == b.slot();
        return sameBytes
                && a.elements() > 0
                && b.elements() > 0
                && a.offset() + layout(a).first() * a.dtype().bytes() < end(b)
                && b.offset() + layout(b).first() * b.dtype().bytes() < end(a);
    }

    private static long end(PlanTensor tensor) {
        return tensor.offset() + (layout(tensor).last() + 1) * tensor.dtype().bytes();
    }

    private static Layout layout(PlanTensor tensor) {
        return new Layout(tensor.dims(), tensor.strides(), 0);
    }

    private static String describe(PlanTensor tensor) {
        return tensor
                + " strides "
                + Arrays.toString(tensor.strides())
                + " at byte "
                + tensor.offset()
                + " of "
                + tensor.residence();
    }

    private void requireIndex(int index, List<?> list, String where) {
        require(index >= 0 && index < list.size(), where, "0 to " + (list.size() - 1), "" + index);
    }

    private void require(boolean holds, String where, String expected, String found) {
        if (!holds) {
            throw new InvalidGraphException(
                    plan.name() + ": " + where, expected, found, "build the plan anew");
        }
    }
}
