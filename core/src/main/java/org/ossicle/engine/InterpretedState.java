package org.ossicle.engine;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Slot;
import org.ossicle.plan.StatePair;
import org.ossicle.plan.Step;

/** The buffers of one stream and the loop over the steps of its plan. */
final class InterpretedState implements PlanState {
    private static final long CLOSE_POLL_NANOS = 100_000;

    private enum Phase {
        IDLE,
        BUSY,
        CLOSED
    }

    private final Plan plan;
    private final List<Tensor> weights;
    private final ByteBuffer[] slots;
    private final ByteBuffer arena;
    private final ByteBuffer[] inputs;
    private final ByteBuffer[] outputs;

    /** The steps that are not the interpreter's, for even runs and for odd ones. */
    private final PreparedStep.Bound[][] bound = new PreparedStep.Bound[2][];

    private final Cleaner.Cleanable cleanable;
    private int side;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    InterpretedState(Plan plan, List<Tensor> weights, PreparedSteps prepared) {
        this.plan = plan;
        this.weights = weights;
        this.arena = buffer("arena", plan.scratchBytes());
        this.slots = new ByteBuffer[plan.slots().size()];
        for (int i = 0; i < slots.length; i++) {
            Slot slot = plan.slots().get(i);
            slots[i] = buffer("slot " + i, slot.bytes());
        }
        inputs = views(plan.inputs());
        outputs = views(plan.outputs());
        bound[0] = prepared.bind(this::bytesOf, null);
        exchangeStates();
        bound[1] = prepared.bind(this::bytesOf, bound[0]);
        exchangeStates();
        cleanable = BoundSteps.keep(this, prepared, bound[0], bound[1]);
    }

    private ByteBuffer[] views(List<Integer> tensors) {
        ByteBuffer[] views = new ByteBuffer[tensors.size()];
        for (int i = 0; i < views.length; i++) {
            views[i] = slot(tensors.get(i));
        }
        return views;
    }

    private ByteBuffer buffer(String what, long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new EngineException(
                    plan.name() + ": " + what,
                    "at most 2 GB for the interpreter",
                    bytes + " bytes",
                    "bind smaller dimensions or use a native engine");
        }
        return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer input(int i) {
        return inputs[i];
    }

    @Override
    public ByteBuffer output(int i) {
        return outputs[i];
    }

    private ByteBuffer slot(int tensor) {
        ByteBuffer whole = slots[plan.tensor(tensor).slot()];
        return whole.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void readState(int i, ByteBuffer target) {
        enter();
        try {
            PlanTensor state = plan.tensor(plan.states().get(i).inputTensor());
            requireRoom(i, state.byteSize(), target.remaining());
            StridedCopy.read(slots[state.slot()], state, target);
        } finally {
            leave();
        }
    }

    @Override
    public void writeState(int i, ByteBuffer source) {
        enter();
        try {
            PlanTensor state = plan.tensor(plan.states().get(i).inputTensor());
            requireRoom(i, state.byteSize(), source.remaining());
            StridedCopy.write(slots[state.slot()], state, source);
        } finally {
            leave();
        }
    }

    private void requireRoom(int i, long needed, int found) {
        if (found < needed) {
            throw new EngineException(
                    plan.name() + ": state " + plan.states().get(i).name(),
                    needed + " bytes from the buffer's position on",
                    Integer.toString(found),
                    "pass a larger buffer");
        }
    }

    @Override
    public void run() {
        enter();
        try {
            for (int i = 0; i < plan.steps().size(); i++) {
                if (bound[side][i] != null) {
                    bound[side][i].run();
                } else {
                    run(plan.steps().get(i));
                }
            }
            moveStates();
            exchangeStates();
        } finally {
            leave();
        }
    }

    private void run(Step step) {
        Tensor[] inputs = new Tensor[step.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            int id = step.inputs().get(i);
            inputs[i] = id < 0 ? null : read(plan.tensor(id));
        }
        Tensor[] results;
        try {
            results = Interpreter.evaluate(step.op(), inputs, step.outputs().size());
        } catch (EngineException e) {
            throw new EngineException(step.name(), e.expected(), e.found(), e.remedy(), e);
        }
        for (int i = 0; i < results.length; i++) {
            int id = step.outputs().get(i);
            if (id >= 0) {
                PlanTensor target = plan.tensor(id);
                StridedCopy.scatter(results[i].data(), bytesOf(target), target);
            }
        }
    }

    private Tensor read(PlanTensor tensor) {
        ByteBuffer bytes = bytesOf(tensor);
        if (tensor.isContiguous()) {
            int size = Math.toIntExact(tensor.byteSize());
            int start = size == 0 ? 0 : Math.toIntExact(tensor.offset());
            return new Tensor(tensor.dtype(), tensor.dims(), bytes.slice(start, size));
        }
        return StridedCopy.gather(bytes, tensor);
    }

    private ByteBuffer bytesOf(PlanTensor tensor) {
        return switch (tensor.residence()) {
            case WEIGHT -> weights.get(tensor.slot()).data();
            case SCRATCH -> arena;
            case STATE, INPUT, OUTPUT -> slots[tensor.slot()];
        };
    }

    /** Where a native engine moves the slot, the bytes move here. */
    private void moveStates() {
        for (StatePair state : plan.states()) {
            int distance = Math.toIntExact(plan.distance(state));
            if (distance > 0) {
                ByteBuffer slot = slots[plan.tensor(state.inputTensor()).slot()];
                slot.slice(0, slot.capacity() - distance)
                        .put(slot.slice(distance, slot.capacity() - distance));
            }
        }
    }

    private void exchangeStates() {
        for (StatePair state : plan.states()) {
            int read = plan.tensor(state.inputTensor()).slot();
            int written = plan.tensor(state.outputTensor()).slot();
            ByteBuffer next = slots[written];
            slots[written] = slots[read];
            slots[read] = next;
        }
        side = 1 - side;
    }

    @Override
    public void reset() {
        enter();
        try {
            for (StatePair state : plan.states()) {
                ByteBuffer bytes = slot(state.inputTensor());
                while (bytes.hasRemaining()) {
                    bytes.put((byte) 0);
                }
            }
        } finally {
            leave();
        }
    }

    private void enter() {
        if (!phase.compareAndSet(Phase.IDLE, Phase.BUSY)) {
            if (phase.get() == Phase.CLOSED) {
                throw new ClosedException(
                        "state of " + plan.name(),
                        "an open object",
                        "a closed one",
                        "make a new one");
            }
            throw new ConcurrentUseException(
                    "state of " + plan.name(),
                    "one thread at a time",
                    "a second one",
                    "give each thread a state of its own");
        }
    }

    private void leave() {
        phase.set(Phase.IDLE);
    }

    @Override
    public void close() {
        while (!phase.compareAndSet(Phase.IDLE, Phase.CLOSED)) {
            if (phase.get() == Phase.CLOSED) {
                return;
            }
            LockSupport.parkNanos(CLOSE_POLL_NANOS);
        }
        cleanable.clean();
    }
}
