package org.ossicle.benchmarks.guard;

import org.ossicle.benchmarks.work.ModelFolder;

/**
 * One row of the guard's table.
 *
 * @param work what is measured
 * @param peer whom it is compared with, or ""
 * @param audioMs milliseconds of sound that one call is for, 0 if it is for no certain length
 */
record GuardTask(String work, String peer, int audioMs, Measurement measurement) {
    /** Our time as a part of the sound's; NaN where that has no meaning. */
    double realTimeFactor(Measured measured) {
        return audioMs == 0 ? Double.NaN : measured.oursMedianUs() / 1e3 / audioMs;
    }

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
