package org.ossicle.benchmarks.guard;

/**
 * One line of the guard's table.
 *
 * @param task what was to be measured
 * @param measured what came out, or null
 * @param reason why nothing came out, or null
 */
record GuardRow(GuardTask task, Measured measured, String reason) {}
