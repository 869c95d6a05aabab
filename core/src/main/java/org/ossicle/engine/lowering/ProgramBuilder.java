package org.ossicle.engine.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the tensors and instructions of one native program. Equal tensors are kept once.
 * Instructions over no elements at all are dropped as they come.
 */
final class ProgramBuilder {
    /** An omitted operand. */
    static final int ABSENT = -1;

    private final List<NativeTensor> tensors = new ArrayList<>();
    private final Map<NativeTensor, Integer> numbers = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();

    /**
     * One instruction.
     *
     * @param outputs tensor numbers, {@link #ABSENT} for none
     * @param inputs tensor numbers, {@link #ABSENT} for none
     */
    record Instruction(
            Opcode opcode, int[] outputs, int[] inputs, long[] attributes, String name) {}

    /** The number of a tensor in this program; null is {@link #ABSENT}. */
    int number(NativeTensor tensor) {
        if (tensor == null) {
            return ABSENT;
        }
        Integer known = numbers.putIfAbsent(tensor, tensors.size());
        if (known != null) {
            return known;
        }
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    void add(
            Opcode opcode,
            String name,
            List<NativeTensor> outputs,
            List<NativeTensor> inputs,
            long... attributes) {
        instructions.add(
                new Instruction(opcode, numbers(outputs), numbers(inputs), attributes, name));
    }

    private int[] numbers(List<NativeTensor> operands) {
        int[] found = new int[operands.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = number(operands.get(i));
        }
        return found;
    }

    List<NativeTensor> tensors() {
        return tensors;
    }

    List<Instruction> instructions() {
        return instructions;
    }
}
