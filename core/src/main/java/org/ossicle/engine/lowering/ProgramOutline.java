package org.ossicle.engine.lowering;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.TensorType;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Slot;
import org.ossicle.plan.StatePair;

/**
 * Reads from a program that is not trusted what its inputs, outputs and states are. Sizes come from
 * the same bytes that the engine checks, so buffers of the outline's sizes are inside those of any
 * program that an engine accepts.
 */
public final class ProgramOutline {
    /** A tensor of a sound program has no more elements. */
    private static final long MAX_ELEMENTS = 1L << 36;

    private final String name;
    private final ByteBuffer program;
    private final List<Slot> slots = new ArrayList<>();
    private final List<PlanTensor> tensors = new ArrayList<>();

    /**
     * A state, whose type a program does not tell.
     *
     * @param name the name of the state's input in the model
     */
    public record State(String name, TensorType type) {}

    private ProgramOutline(String name, ByteBuffer program) {
        this.name = name;
        this.program = program.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The outline of a program.
     *
     * @param name what messages call the plan
     * @param program any bytes, from position 0 to the limit
     * @param inputs the names of its inputs
     * @param outputs the names of its outputs
     * @param states its states, as many as the program has pairs
     * @throws InvalidGraphException if the program does not have these inputs, outputs and states
     */
    public static Plan read(
            String name,
            ByteBuffer program,
            List<String> inputs,
            List<String> outputs,
            List<State> states) {
        return new ProgramOutline(name, program).read(inputs, outputs, states);
    }

    private Plan read(List<String> inputNames, List<String> outputNames, List<State> states) {
        require(program.limit() >= ProgramBytes.HEADER_BYTES, "a whole header");
        require(program.getInt(0) == ProgramBytes.MAGIC, "the magic number of a program");
        require(program.getInt(4) == ProgramBytes.VERSION, "version " + ProgramBytes.VERSION);
        long scratchBytes = program.getLong(16);
        require(scratchBytes >= 0, "a size of the arena");
        int slotCount = count(24);
        int tensorCount = count(28);
        require(count(36) == states.size(), states.size() + " states");
        require(count(40) == inputNames.size(), inputNames.size() + " inputs");
        require(count(44) == outputNames.size(), outputNames.size() + " outputs");
        long tensorsAt = ProgramBytes.HEADER_BYTES + (long) ProgramBytes.SLOT_BYTES * slotCount;
        long pairsAt = tensorsAt + (long) ProgramBytes.TENSOR_BYTES * tensorCount;
        long inputsAt = pairsAt + 8L * states.size();
        long outputsAt = inputsAt + ProgramBytes.padded(4L * inputNames.size());
        require(outputsAt + 4L * outputNames.size() <= program.limit(), "all of its records");
        readSlots(slotCount);
        List<Integer> inputs =
                readBoundary((int) inputsAt, (int) tensorsAt, tensorCount, inputNames, true);
        List<Integer> outputs =
                readBoundary((int) outputsAt, (int) tensorsAt, tensorCount, outputNames, false);
        List<StatePair> pairs = readStates((int) pairsAt, (int) tensorsAt, tensorCount, states);
        return new Plan(
                name, tensors, List.of(), slots, List.of(), inputs, outputs, pairs, scratchBytes);
    }

    private int count(int at) {
        int count = program.getInt(at);
        require(count >= 0 && count <= program.limit(), "a count at byte " + at);
        return count;
    }

    private void readSlots(int count) {
        for (int i = 0; i < count; i++) {
            int at = ProgramBytes.HEADER_BYTES + ProgramBytes.SLOT_BYTES * i;
            long bytes = program.getLong(at + 8);
            require(bytes >= 0, "a size of slot " + i);
            slots.add(new Slot(residence(program.getInt(at)), bytes));
        }
    }

    private List<Integer> readBoundary(
            int at, int tensorsAt, int tensorCount, List<String> names, boolean input) {
        List<Integer> ids = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            int number = program.getInt(at + 4 * i);
            require(number >= 0 && number < tensorCount, "a tensor for " + names.get(i));
            Residence wanted = input ? Residence.INPUT : Residence.OUTPUT;
            ids.add(readTensor(tensorsAt + ProgramBytes.TENSOR_BYTES * number, names, i, wanted));
        }
        return ids;
    }

    private int readTensor(int at, List<String> names, int index, Residence wanted) {
        DType dtype = DType.ofOnnxCode(program.get(at));
        int rank = program.get(at + 1);
        boolean known = dtype != null && dtype.bytes() > 0;
        require(known && rank >= 0 && rank <= ProgramBytes.MAX_RANK, "a tensor's type");
        require(program.get(at + 2) == ProgramBytes.code(wanted), "a tensor in " + wanted);
        int slot = program.getInt(at + 4);
        long[] dims = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = program.getLong(at + 16 + 8 * axis);
        }
        require(program.getLong(at + 8) == 0, "a tensor at the start of its slot");
        return add(names.get(index), dtype, dims, wanted, slot);
    }

    private List<StatePair> readStates(int at, int tensorsAt, int tensorCount, List<State> states) {
        List<StatePair> pairs = new ArrayList<>(states.size());
        for (int i = 0; i < states.size(); i++) {
            int read = program.getInt(at + 8 * i);
            int written = program.getInt(at + 8 * i + 4);
            State state = states.get(i);
            require(read >= 0 && read < tensorCount, "a tensor for " + state.name());
            require(written >= 0 && written < tensorCount, "a tensor for " + state.name());
            int before = readState(tensorsAt + ProgramBytes.TENSOR_BYTES * read, state);
            int after =
                    written == read
                            ? before
                            : readState(tensorsAt + ProgramBytes.TENSOR_BYTES * written, state);
            pairs.add(new StatePair(state.name(), before, after));
        }
        return pairs;
    }

    /** Adds a side of a state, which may be any view of its slot. */
    private int readState(int at, State state) {
        DType dtype = state.type().dtype();
        long[] dims = state.type().shape().sizes();
        boolean same =
                program.get(at) == dtype.onnxCode()
                        && program.get(at + 1) == dims.length
                        && program.get(at + 2) == ProgramBytes.code(Residence.STATE);
        int slot = program.getInt(at + 4);
        long[] strides = new long[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            same &= program.getLong(at + 16 + 8 * axis) == dims[axis];
            strides[axis] = program.getLong(at + 80 + 8 * axis);
        }
        require(same, "a tensor of the type of " + state.name());
        require(slot >= 0 && slot < slots.size(), "a slot for " + state.name());
        requireElements(state.name(), dims);
        long offset = program.getLong(at + 8);
        tensors.add(
                new PlanTensor(
                        tensors.size(),
                        state.name(),
                        dtype,
                        dims,
                        strides,
                        Residence.STATE,
                        slot,
                        offset));
        return tensors.size() - 1;
    }

    /** Adds a tensor that covers its slot. */
    private int add(String tensor, DType dtype, long[] dims, Residence residence, int slot) {
        require(slot >= 0 && slot < slots.size(), "a slot for " + tensor);
        long elements = requireElements(tensor, dims);
        Slot home = slots.get(slot);
        boolean covers = home.residence() == residence && home.bytes() == elements * dtype.bytes();
        require(covers, "a slot of " + residence + " of the size of " + tensor);
        long[] strides = PlanTensor.contiguousStrides(dims);
        tensors.add(
                new PlanTensor(tensors.size(), tensor, dtype, dims, strides, residence, slot, 0));
        return tensors.size() - 1;
    }

    private long requireElements(String tensor, long[] dims) {
        long elements = 1;
        for (long size : dims) {
            require(size >= 0 && size <= MAX_ELEMENTS, "sizes of " + tensor);
            require(size == 0 || elements <= MAX_ELEMENTS / size, "sizes of " + tensor);
            elements *= size;
        }
        return elements;
    }

    private Residence residence(int code) {
        for (Residence residence : Residence.values()) {
            if (ProgramBytes.code(residence) == code) {
                return residence;
            }
        }
        throw refused("a residence");
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw refused(expected);
        }
    }

    private InvalidGraphException refused(String expected) {
        return new InvalidGraphException(
                name + ", native program", expected, "something else", "lower the plan anew");
    }
}
