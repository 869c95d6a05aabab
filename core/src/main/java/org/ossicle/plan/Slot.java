package org.ossicle.plan;

/**
 * A buffer that outlives a run: one per input, output and side of a state.
 *
 * @param residence {@code INPUT}, {@code OUTPUT} or {@code STATE}
 * @param bytes its size
 */
public record Slot(Residence residence, long bytes) {}
