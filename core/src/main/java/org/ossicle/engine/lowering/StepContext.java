package org.ossicle.engine.lowering;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Step;

/** One step of a plan while it becomes instructions. */
final class StepContext {
    private final Plan plan;
    private final Step step;
    private final ProgramBuilder program;
    private final NativeTensor[] tensors;

    /**
     * @param tensors the native form of each tensor of the plan
     */
    StepContext(Plan plan, Step step, ProgramBuilder program, NativeTensor[] tensors) {
        this.plan = plan;
        this.step = step;
        this.program = program;
        this.tensors = tensors;
    }

    /** Whether input {@code i} is there. */
    boolean has(int i) {
        return i < step.inputs().size() && step.inputs().get(i) >= 0;
    }

    int inputCount() {
        return step.inputs().size();
    }

    /** Input {@code i}, or null if it is omitted. */
    NativeTensor in(int i) {
        return has(i) ? tensors[step.inputs().get(i)] : null;
    }

    /** Output {@code i}, or null if nobody asked for it. */
    NativeTensor out(int i) {
        boolean there = i < step.outputs().size() && step.outputs().get(i) >= 0;
        return there ? tensors[step.outputs().get(i)] : null;
    }

    /** The value of input {@code i} if it is known at load time, else null. */
    Tensor constant(int i) {
        PlanTensor tensor = has(i) ? plan.tensor(step.inputs().get(i)) : null;
        boolean weight = tensor != null && tensor.residence() == Residence.WEIGHT;
        boolean whole = weight && tensor.isContiguous() && tensor.offset() == 0;
        return whole ? plan.weights().get(tensor.slot()).load() : null;
    }

    /** The integers of input {@code i}, which must be known; null if the input is omitted. */
    long[] longs(int i) {
        if (!has(i)) {
            return null;
        }
        Tensor value = constant(i);
        if (value == null) {
            throw new Refusal("input " + i + " is computed as it runs");
        }
        return value.toLongs();
    }

    void emit(Opcode opcode, NativeTensor output, List<NativeTensor> inputs, long... attributes) {
        emit(opcode, Collections.singletonList(output), inputs, attributes);
    }

    void emit(
            Opcode opcode,
            List<NativeTensor> outputs,
            List<NativeTensor> inputs,
            long... attributes) {
        for (NativeTensor operand : outputs) {
            checkType(opcode, operand);
        }
        for (NativeTensor operand : inputs) {
            checkType(opcode, operand);
        }
        program.add(opcode, step.name(), outputs, inputs, attributes);
    }

    /** The first {@code count} inputs, null for those omitted. */
    List<NativeTensor> inputs(int count) {
        NativeTensor[] found = new NativeTensor[count];
        for (int i = 0; i < count; i++) {
            found[i] = in(i);
        }
        return Arrays.asList(found);
    }

    private static void checkType(Opcode opcode, NativeTensor operand) {
        if (operand == null
                || operand.dtype() != DType.FLOAT16 && operand.dtype() != DType.BFLOAT16) {
            return;
        }
        boolean moves = opcode == Opcode.COPY || opcode == Opcode.CAST || opcode == Opcode.FILL;
        boolean product = opcode == Opcode.MATMUL || opcode == Opcode.CONV;
        if (!moves && !(product && operand.residence() == Residence.WEIGHT)) {
            throw new Refusal(operand.dtype() + " arithmetic");
        }
    }

    /** {@code axis} counted from the front. */
    static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    static long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    /** Why a step cannot become instructions. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason, null, false, false);
        }
    }
}
