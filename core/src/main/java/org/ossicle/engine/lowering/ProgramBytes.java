package org.ossicle.engine.lowering;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.engine.lowering.ProgramBuilder.Instruction;
import org.ossicle.plan.Plan;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Slot;

/** Writes a program in the byte format of {@code core/docs/plan-format.md}. */
final class ProgramBytes {
    static final int MAGIC = 0x4C43534F;
    static final int VERSION = 5;
    static final int HEADER_BYTES = 56;
    static final int SLOT_BYTES = 16;
    static final int TENSOR_BYTES = 144;
    static final int MAX_RANK = 8;

    private final Plan plan;
    private final ProgramBuilder program;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] states;
    private final NameTable names = new NameTable();

    /**
     * @param inputs the numbers of the tensors the caller writes
     * @param outputs the numbers of the tensors the caller reads
     * @param states the numbers of the tensors read and written, pair after pair
     */
    ProgramBytes(Plan plan, ProgramBuilder program, int[] inputs, int[] outputs, int[] states) {
        this.plan = plan;
        this.program = program;
        this.inputs = inputs;
        this.outputs = outputs;
        this.states = states;
    }

    ByteBuffer write(int sources) {
        for (Instruction instruction : program.instructions()) {
            names.add(instruction.name());
        }
        long bytes = size();
        ByteBuffer out = ByteBuffer.allocateDirect(Math.toIntExact(bytes));
        out.order(ByteOrder.LITTLE_ENDIAN);
        header(out, bytes, sources);
        for (Slot slot : plan.slots()) {
            out.putInt(code(slot.residence())).putInt(0).putLong(slot.bytes());
        }
        tensors(out);
        ints(out, states);
        ints(out, inputs);
        ints(out, outputs);
        for (Instruction instruction : program.instructions()) {
            instruction(out, instruction);
        }
        out.put(names.bytes());
        pad(out);
        return out.flip();
    }

    private long size() {
        long bytes = HEADER_BYTES;
        bytes += (long) SLOT_BYTES * plan.slots().size();
        bytes += (long) TENSOR_BYTES * program.tensors().size();
        bytes += padded(4L * states.length) + padded(4L * inputs.length);
        bytes += padded(4L * outputs.length);
        for (Instruction step : program.instructions()) {
            bytes += 24 + padded(4L * (step.outputs().length + step.inputs().length));
            bytes += 8L * step.attributes().length;
        }
        return bytes + padded(names.length());
    }

    private void header(ByteBuffer out, long bytes, int sources) {
        out.putInt(MAGIC).putInt(VERSION).putLong(bytes).putLong(plan.scratchBytes());
        out.putInt(plan.slots().size()).putInt(program.tensors().size());
        out.putInt(program.instructions().size()).putInt(states.length / 2);
        out.putInt(inputs.length).putInt(outputs.length).putInt(sources).putInt(names.length());
    }

    /** Written at once, eight bytes being one number whose low byte comes first. */
    private void tensors(ByteBuffer out) {
        List<NativeTensor> tensors = program.tensors();
        int each = TENSOR_BYTES / Long.BYTES;
        long[] numbers = new long[each * tensors.size()];
        for (int i = 0; i < tensors.size(); i++) {
            NativeTensor tensor = tensors.get(i);
            long[] dims = tensor.dims();
            long[] strides = tensor.strides();
            int kind = tensor.dtype().onnxCode() & 0xFF;
            kind |= tensor.rank() << 8 | code(tensor.residence()) << 16;
            numbers[each * i] = kind | (long) tensor.slot() << 32;
            numbers[each * i + 1] = tensor.offset();
            System.arraycopy(dims, 0, numbers, each * i + 2, dims.length);
            System.arraycopy(strides, 0, numbers, each * i + 2 + MAX_RANK, strides.length);
        }
        out.asLongBuffer().put(numbers);
        out.position(out.position() + TENSOR_BYTES * tensors.size());
    }

    private void instruction(ByteBuffer out, Instruction step) {
        out.putInt(step.opcode().number);
        out.putInt(step.outputs().length).putInt(step.inputs().length);
        out.putInt(step.attributes().length);
        out.putInt(names.offset(step.name())).putInt(names.length(step.name()));
        for (int operand : step.outputs()) {
            out.putInt(operand);
        }
        ints(out, step.inputs());
        for (long attribute : step.attributes()) {
            out.putLong(attribute);
        }
    }

    private static void ints(ByteBuffer out, int[] values) {
        for (int value : values) {
            out.putInt(value);
        }
        pad(out);
    }

    private static void pad(ByteBuffer out) {
        while (out.position() % 8 != 0) {
            out.put((byte) 0);
        }
    }

    static long padded(long bytes) {
        return bytes + 7 & -8;
    }

    static int code(Residence residence) {
        return switch (residence) {
            case WEIGHT -> 0;
            case STATE -> 1;
            case SCRATCH -> 2;
            case INPUT -> 3;
            case OUTPUT -> 4;
        };
    }

    /** The names of steps, each kept once. */
    private static final class NameTable {
        private final Map<String, int[]> places = new HashMap<>();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        void add(String name) {
            if (!places.containsKey(name)) {
                byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
                places.put(name, new int[] {text.size(), utf8.length});
                text.writeBytes(utf8);
            }
        }

        int offset(String name) {
            return places.get(name)[0];
        }

        int length(String name) {
            return places.get(name)[1];
        }

        int length() {
            return text.size();
        }

        byte[] bytes() {
            return text.toByteArray();
        }
    }
}
