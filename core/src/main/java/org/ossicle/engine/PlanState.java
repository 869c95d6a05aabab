package org.ossicle.engine;

import java.nio.ByteBuffer;

/**
 * The buffers of one stream and the means to run the plan over them. Belongs to one owner at a
 * time; entering it from two threads at once throws {@link
 * org.ossicle.error.ConcurrentUseException}.
 *
 * <p>The buffers belong to the engine, are direct and little-endian, keep their place for the life
 * of this object and must not be touched after {@link #close()}. Nothing here allocates per call.
 */
public interface PlanState extends AutoCloseable {
    /** The buffer of input {@code i}, to be written before a run. */
    ByteBuffer input(int i);

    /** The buffer of output {@code i}, to be read after a run. */
    ByteBuffer output(int i);

    /**
     * Copies what the next run will read as state {@code i} to {@code target}, from its position.
     */
    void readState(int i, ByteBuffer target);

    /** Makes {@code source}, from its position, what the next run will read as state {@code i}. */
    void writeState(int i, ByteBuffer source);

    /**
     * Runs the plan once over the present inputs and states.
     *
     * @throws org.ossicle.error.EngineException if a step met data it must refuse, such as an index
     *     outside its table; states are then as before the run
     */
    void run();

    /** Sets every state to zero. */
    void reset();

    /** Frees the buffers; idempotent. */
    @Override
    void close();
}
