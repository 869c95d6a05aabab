package org.ossicle.loader;

/**
 * The functions of {@code ossicle.h} for one plan, as a binding calls them. What it refers to must
 * not refer to the {@link NativePlan} that it is for.
 */
public interface PlanCalls {
    /**
     * Makes a stream, which keeps the plan alive inside the library.
     *
     * @throws org.ossicle.error.EngineException if the library cannot
     */
    StreamCalls newStream();

    /** Bytes held for weights, packed copies included, mapped file pages excluded. */
    long packedBytes();

    /** Lets go of the plan. Called once, and nothing else after it. */
    void free();
}
