package org.ossicle.benchmarks.guard;

import org.ossicle.benchmarks.work.ModelFolder;

/**
 * One row of the guard's table.
 *
 * @param work what is measured
 * @param peer whom it is compared with, or ""
 */
record GuardTask(String work, String peer, Measurement measurement) {
    /** How a row is measured. */
    interface Measurement {
        /**
         * Measures, after comparing what ours and the peer give.
         *
         * @throws org.ossicle.benchmarks.work.MissingModelException if a model is not there
         * @throws org.ossicle.benchmarks.work.WrongOutputException if ours and the peer disagree
         */
        Measured measure(ModelFolder models, Duel duel);
    }
}
