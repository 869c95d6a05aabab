package org.ossicle;

import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * What one kind of stream makes of its samples. Called by the {@link StreamLife} of the stream,
 * which sees to it that there is one caller at a time.
 */
interface Hearing {
    /** Where the samples come in; each of them takes every call. Always the same ones. */
    PcmIntake[] intakes();

    /** Hears all samples of the call that the intakes have begun. */
    void hear();

    /** Hears what is still on its way, at the end of the sound. */
    void hearTheEnd();

    /** Hands the events to the listener, if there is one. */
    void deliver();

    /** Begins anew: nothing is remembered, and events not taken yet are dropped. */
    void restart();

    /** What a snapshot tells the models by. */
    long fingerprint();

    /** Writes the options of the stream. */
    void saveOptions(SnapshotWriter writer);

    /**
     * @throws org.ossicle.error.SnapshotException if {@link #saveOptions} of a stream with other
     *     options wrote this
     */
    void requireSameOptions(SnapshotReader reader);

    /** Writes all that is remembered, and the events not taken yet. */
    void save(SnapshotWriter writer);

    /**
     * Takes over what {@link #save} wrote.
     *
     * @param ended whether the sound has come to its end
     * @throws org.ossicle.error.SnapshotException if it contradicts itself; the caller then
     *     restarts this
     */
    void restore(SnapshotReader reader, boolean ended);
}
