package org.ossicle.engine;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.ossicle.plan.PlanTensor;

/** A step made ready to run: immutable, shared by threads and by the streams of a plan. */
public interface PreparedStep extends AutoCloseable {
    /** A prepared step over the buffers of one stream; for one owner. */
    interface Bound extends AutoCloseable {
        /** Computes the step's outputs from the present bytes of its inputs. */
        void run();

        /** Called once, before the step it came from is closed. */
        @Override
        void close();
    }

    /** Bytes held for weights, in whatever layout, but those that an earlier step counts. */
    long weightBytes();

    /**
     * Ties the step to buffers that stay where they are until the result is closed.
     *
     * @param buffers for every tensor of the step but weights the direct buffer it is a view of
     */
    Bound bind(Function<PlanTensor, ByteBuffer> buffers);

    /** Called once, after everything bound is closed. */
    @Override
    void close();
}
