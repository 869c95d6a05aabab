package org.ossicle.loader;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.engine.PlanState;
import org.ossicle.engine.StridedCopy;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.StatePair;

/** One stream inside the native library, whichever binding calls it. */
final class NativeStream implements PlanState {
    /** Kept reachable: it holds memory that native code reads in place. */
    private final NativePlan owner;

    private final Plan plan;
    private final StreamGate gate;
    private final StreamCalls calls;
    private final Cleaner.Cleanable cleanable;
    private final ByteBuffer[] inputs;
    private final ByteBuffer[] outputs;

    /** Takes over a stream of the library. */
    NativeStream(NativePlan owner, StreamCalls calls) {
        this.owner = owner;
        this.plan = owner.plan();
        this.gate = new StreamGate(plan.name());
        this.calls = calls;
        this.cleanable = NativePlan.CLEANER.register(this, new Freeing(calls));
        this.inputs = new ByteBuffer[plan.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            ByteBuffer memory = calls.input(i, bytes(plan.inputs().get(i)));
            inputs[i] = memory.order(ByteOrder.LITTLE_ENDIAN);
        }
        this.outputs = new ByteBuffer[plan.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            ByteBuffer memory = calls.output(i, bytes(plan.outputs().get(i)));
            outputs[i] = memory.order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private long bytes(int tensor) {
        return plan.tensor(tensor).byteSize();
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
            PlanTensor state = state(i, target);
            StridedCopy.read(memory(i, state), state, target);
        } finally {
            leave();
        }
    }

    @Override
    public void writeState(int i, ByteBuffer source) {
        gate.enter();
        try {
            PlanTensor state = state(i, source);
            StridedCopy.write(memory(i, state), state, source);
        } finally {
            leave();
        }
    }

    /** The tensor of a state, of which a buffer of the caller has to hold all. */
    private PlanTensor state(int i, ByteBuffer buffer) {
        StatePair pair = plan.states().get(i);
        PlanTensor state = plan.tensor(pair.inputTensor());
        if (buffer.remaining() < state.byteSize()) {
            throw new InvalidGraphException(
                    plan.name() + ", state " + pair.name(),
                    state.byteSize() + " bytes",
                    buffer.remaining() + " bytes",
                    "give a buffer of the state's size");
        }
        return state;
    }

    /** What the next run will see of the slot of a state. */
    private ByteBuffer memory(int i, PlanTensor state) {
        long bytes = plan.slots().get(state.slot()).bytes();
        return calls.current(i, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void run() {
        gate.enter();
        try {
            calls.run();
        } finally {
            leave();
        }
    }

    @Override
    public void reset() {
        gate.enter();
        try {
            calls.reset();
        } finally {
            leave();
        }
    }

    /** Ends a call; the safety net must not act before. */
    private void leave() {
        gate.leave();
        Reference.reachabilityFence(this);
    }

    /** Waits for a run in another thread to end. */
    @Override
    public void close() {
        if (gate.close()) {
            cleanable.clean();
        }
    }

    /** Frees the stream; refers to no more of it than that takes. */
    private record Freeing(StreamCalls calls) implements Runnable {
        @Override
        public void run() {
            calls.free();
        }
    }
}
