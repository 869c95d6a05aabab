package org.ossicle.plan;

/**
 * A buffer that outlives a run: one per input, output and side of a state, or one per state that
 * moves.
 *
 * @param residence {@code INPUT}, {@code OUTPUT} or {@code STATE}
 * @param bytes its size; of a state that moves, what one run sees of it
 */
public record Slot(Residence residence, long bytes) {}
