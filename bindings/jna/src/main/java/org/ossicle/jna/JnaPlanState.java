package org.ossicle.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.ossicle.engine.PlanState;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.loader.NativeStatus;
import org.ossicle.loader.StreamGate;

/**
 * One stream inside the native library. The buffers it hands out are views of that memory: nothing
 * holds a caller back who touches one after {@link #close()}.
 */
final class JnaPlanState implements PlanState {
    /** Kept reachable: it holds memory that native code reads in place. */
    private final JnaCompiledPlan plan;

    private final StreamGate gate;
    private final Pointer pointer;
    private final NativeError error = new NativeError();
    private final Pointer errorPointer = error.pointer();
    private final ByteBuffer[] inputs;
    private final ByteBuffer[] outputs;
    private final Cleaner.Cleanable cleanable;

    private JnaPlanState(JnaCompiledPlan plan, Pointer pointer) {
        this.plan = plan;
        this.gate = new StreamGate(plan.plan().name());
        this.pointer = pointer;
        this.cleanable = JnaCompiledPlan.CLEANER.register(this, new StateHandle(pointer));
        List<Integer> inputTensors = plan.plan().inputs();
        this.inputs = new ByteBuffer[inputTensors.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = view(NativeCalls.stateInput(pointer, i), inputTensors.get(i));
        }
        List<Integer> outputTensors = plan.plan().outputs();
        this.outputs = new ByteBuffer[outputTensors.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = view(NativeCalls.stateOutput(pointer, i), outputTensors.get(i));
        }
    }

    static JnaPlanState create(JnaCompiledPlan plan, Pointer planPointer) {
        NativeError error = new NativeError();
        try (Memory out = new Memory(Native.POINTER_SIZE)) {
            int status = NativeCalls.stateCreate(planPointer, out, error.pointer());
            error.check(plan.plan().name(), status);
            return new JnaPlanState(plan, out.getPointer(0));
        }
    }

    private ByteBuffer view(Pointer memory, int tensor) {
        return memory.getByteBuffer(0, plan.plan().tensor(tensor).byteSize())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer input(int i) {
        return inputs[i];
    }

    @Override
    public ByteBuffer output(int i) {
        return outputs[i];
    }

    @Override
    public void readState(int i, ByteBuffer target) {
        gate.enter();
        try {
            ByteBuffer state = current(i);
            checkRoom(i, target, state.capacity());
            target.put(state);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void writeState(int i, ByteBuffer source) {
        gate.enter();
        try {
            ByteBuffer state = current(i);
            checkRoom(i, source, state.capacity());
            state.put(source.slice(source.position(), state.capacity()));
            source.position(source.position() + state.capacity());
        } finally {
            gate.leave();
        }
    }

    private ByteBuffer current(int i) {
        return view(
                NativeCalls.stateCurrent(pointer, i), plan.plan().states().get(i).inputTensor());
    }

    private void checkRoom(int i, ByteBuffer buffer, int bytes) {
        if (buffer.remaining() < bytes) {
            throw new InvalidGraphException(
                    plan.plan().name() + ", state " + plan.plan().states().get(i).name(),
                    bytes + " bytes",
                    buffer.remaining() + " bytes",
                    "give a buffer of the state's size");
        }
    }

    @Override
    public void run() {
        gate.enter();
        try {
            int status = NativeCalls.stateRun(pointer, errorPointer);
            if (status != NativeStatus.OK) {
                throw error.exception(plan.plan().name(), status);
            }
        } finally {
            gate.leave();
        }
    }

    @Override
    public void reset() {
        gate.enter();
        try {
            NativeCalls.stateReset(pointer);
        } finally {
            gate.leave();
        }
    }

    /** Waits for a run in another thread to end. */
    @Override
    public void close() {
        if (gate.close()) {
            cleanable.clean();
        }
    }

    /** What is freed; must not refer to the state object, or the safety net could never act. */
    private record StateHandle(Pointer pointer) implements Runnable {
        @Override
        public void run() {
            NativeCalls.stateClose(pointer);
        }
    }
}
