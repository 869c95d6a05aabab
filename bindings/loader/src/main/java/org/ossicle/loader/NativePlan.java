package org.ossicle.loader;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.List;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ClosedException;
import org.ossicle.plan.Plan;

/**
 * A plan inside the native library, whichever binding calls it. The library counts the users of a
 * plan itself: streams keep it alive.
 */
public final class NativePlan implements CompiledPlan {
    /** Frees what its owner forgot to close; a safety net, not the way to free memory. */
    static final Cleaner CLEANER = Cleaner.create();

    private final Plan plan;
    private final PlanCalls calls;
    private final Cleaner.Cleanable cleanable;
    private boolean closed;

    /** Kept reachable for as long as native code may read it in place. */
    private final List<ByteBuffer> borrowed;

    /**
     * Takes over a plan of the library.
     *
     * @param borrowed memory that the plan reads in place
     */
    public NativePlan(Plan plan, PlanCalls calls, List<ByteBuffer> borrowed) {
        this.plan = plan;
        this.calls = calls;
        this.borrowed = borrowed;
        this.cleanable = CLEANER.register(this, new Freeing(calls));
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public synchronized PlanState newState() {
        requireOpen();
        return new NativeStream(this, calls.newStream());
    }

    @Override
    public synchronized long residentWeightBytes() {
        requireOpen();
        return calls.packedBytes();
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException(
                    plan.name(), "an open plan", "a closed one", "load the model anew");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        cleanable.clean();
    }

    /** Frees the plan; refers to no more of it than that takes. */
    private record Freeing(PlanCalls calls) implements Runnable {
        @Override
        public void run() {
            calls.free();
        }
    }
}
