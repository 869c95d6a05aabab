package org.ossicle.benchmarks.guard;

import org.ossicle.benchmarks.work.ModelFolder;

/** Measures one row of the guard's table. */
interface GuardTask {
    /** What is measured, as in the table. */
    String work();

    /** Whom it is compared with, or "". */
    String peer();

    /**
     * Measures it.
     *
     * @throws org.ossicle.benchmarks.work.MissingModelException if a model it needs is not there
     * @throws org.ossicle.benchmarks.work.WrongOutputException if ours and the peer disagree
     */
    GuardRow measure(ModelFolder models, Duel duel);
}
