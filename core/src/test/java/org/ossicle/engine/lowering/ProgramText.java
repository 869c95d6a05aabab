package org.ossicle.engine.lowering;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Storage;

/** Reads a program back, trusting nothing, as the format's page tells native code to. */
final class ProgramText {
    record Slot(int residence, long bytes) {}

    record Tensor(DType dtype, int residence, int slot, long offset, long[] dims, long[] strides) {
        long elements() {
            return Shape.elements(dims);
        }

        long first() {
            return offset + dtype.bytes() * reach(-1);
        }

        long end() {
            return offset + dtype.bytes() * (reach(1) + 1);
        }

        private long reach(int sign) {
            long reach = 0;
            for (int axis = 0; axis < dims.length; axis++) {
                long step = (dims[axis] - 1) * strides[axis];
                reach += sign < 0 ? Math.min(0, step) : Math.max(0, step);
            }
            return reach;
        }

        boolean sharesBytes(Tensor other) {
            return residence == other.residence
                    && (residence == 2 || slot == other.slot)
                    && elements() > 0
                    && other.elements() > 0
                    && first() < other.end()
                    && other.first() < end();
        }

        boolean sameView(Tensor other) {
            return offset == other.offset
                    && dtype.bytes() == other.dtype.bytes()
                    && Arrays.equals(dims, other.dims)
                    && Arrays.equals(strides, other.strides);
        }
    }

    record Instruction(
            int opcode, List<Tensor> outputs, List<Tensor> inputs, long[] attributes, String name) {
        @Override
        public String toString() {
            return opcode + Arrays.toString(attributes);
        }
    }

    final long scratchBytes;
    final List<Slot> slots = new ArrayList<>();
    final List<Tensor> tensors = new ArrayList<>();
    final List<List<Tensor>> states = new ArrayList<>();
    final List<Integer> inputs = new ArrayList<>();
    final List<Integer> outputs = new ArrayList<>();
    final List<Instruction> instructions = new ArrayList<>();
    private final ByteBuffer bytes;
    private final List<Storage> sources;

    ProgramText(NativeProgram program) {
        bytes = program.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        sources = program.sources();
        require(bytes.getInt() == 0x4C43534F, "magic");
        require(bytes.getInt() == 5, "version");
        require(bytes.getLong() == bytes.limit(), "length");
        scratchBytes = bytes.getLong();
        int[] counts = new int[8];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bytes.getInt();
        }
        require(counts[6] == sources.size(), "sources");
        for (int i = 0; i < counts[0]; i++) {
            int residence = bytes.getInt();
            require(bytes.getInt() == 0, "slot padding");
            slots.add(new Slot(residence, bytes.getLong()));
        }
        for (int i = 0; i < counts[1]; i++) {
            tensors.add(tensor());
        }
        for (int i = 0; i < counts[3]; i++) {
            states.add(operands(2));
        }
        numbers(counts[4], inputs);
        numbers(counts[5], outputs);
        readInstructions(counts[2], counts[7]);
        require(bytes.position() + (counts[7] + 7 & -8) == bytes.limit(), "end");
    }

    private void numbers(int count, List<Integer> target) {
        for (int i = 0; i < count; i++) {
            target.add(bytes.getInt());
        }
        bytes.position(bytes.position() + 7 & -8);
    }

    private Tensor tensor() {
        DType dtype = DType.ofOnnxCode(bytes.get());
        int rank = bytes.get();
        int residence = bytes.get();
        require(bytes.get() == 0 && rank <= 8 && dtype != DType.STRING, "tensor");
        int slot = bytes.getInt();
        long offset = bytes.getLong();
        long[] dims = eight(rank);
        long[] strides = eight(rank);
        return new Tensor(dtype, residence, slot, offset, dims, strides);
    }

    private long[] eight(int used) {
        long[] values = new long[8];
        for (int i = 0; i < 8; i++) {
            values[i] = bytes.getLong();
            require(i < used || values[i] == 0, "unused axis");
        }
        return Arrays.copyOf(values, used);
    }

    private void readInstructions(int count, int nameBytes) {
        int names = bytes.limit() - (nameBytes + 7 & -8);
        for (int i = 0; i < count; i++) {
            int opcode = bytes.getInt();
            int outputCount = bytes.getInt();
            int inputCount = bytes.getInt();
            long[] attributes = new long[bytes.getInt()];
            byte[] name = new byte[0];
            int nameOffset = names + bytes.getInt();
            name = new byte[bytes.getInt()];
            bytes.get(nameOffset, name);
            List<Tensor> outputs = operands(outputCount);
            List<Tensor> inputs = operands(inputCount);
            bytes.position(bytes.position() + 7 & -8);
            for (int j = 0; j < attributes.length; j++) {
                attributes[j] = bytes.getLong();
            }
            String text = new String(name, StandardCharsets.UTF_8);
            instructions.add(new Instruction(opcode, outputs, inputs, attributes, text));
        }
    }

    private List<Tensor> operands(int count) {
        List<Tensor> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = bytes.getInt();
            operands.add(number < 0 ? null : tensors.get(number));
        }
        return operands;
    }

    /** Every rule about places that the format has. */
    void check() {
        for (Tensor tensor : tensors) {
            require(tensor.offset() % tensor.dtype().bytes() == 0, "aligned " + tensor);
            boolean inside = tensor.first() >= 0 && tensor.end() <= room(tensor);
            require(tensor.elements() == 0 || inside, "inside " + tensor);
        }
        for (Instruction step : instructions) {
            for (Tensor output : step.outputs()) {
                if (output != null) {
                    checkOutput(step, output);
                }
            }
        }
    }

    private void checkOutput(Instruction step, Tensor output) {
        require(output.residence() != 0 && output.residence() != 3, "writable " + step.name());
        for (int axis = 0; axis < output.dims().length; axis++) {
            boolean repeats = output.dims()[axis] > 1 && output.strides()[axis] == 0;
            require(!repeats, "repeated output of " + step.name());
        }
        for (Tensor input : step.inputs()) {
            boolean apart = input == null || !input.sharesBytes(output);
            require(apart || input.sameView(output), "overlap in " + step.name());
        }
    }

    private long room(Tensor tensor) {
        return switch (tensor.residence()) {
            case 0 -> sources.get(tensor.slot()).length();
            case 2 -> scratchBytes;
            default -> slots.get(tensor.slot()).bytes();
        };
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
