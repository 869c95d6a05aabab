package org.ossicle.model;

import org.ossicle.decode.TokenSearch;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * One stream of a recognizer: features, model states and search. For one owner.
 *
 * <p>The owner feeds a slice of samples, then steps until {@link StepResult#WAITING}. In steady
 * state neither allocates, except a step that changes the tokens.
 */
public interface RecognizerPipeline extends AutoCloseable {
    /** Most milliseconds of sound in one {@link #accept}. */
    int MAX_SLICE_MS = 100;

    /**
     * Takes the next samples.
     *
     * @param samples mono, finite, full scale 1, at the model's rate; copied, not kept
     * @param length at most {@link #MAX_SLICE_MS} of sound
     */
    void accept(float[] samples, int offset, int length);

    /**
     * Runs the model over its next chunk, if enough samples are there or the stream has ended.
     *
     * @throws org.ossicle.error.EngineException if the run failed; tokens found before remain, and
     *     only {@link #restart} and {@link #close} make sense after it
     */
    StepResult step();

    /**
     * Ends the stream: the steps that follow pad it with as much silence as the model needs to
     * decide about the last sound.
     */
    void finish();

    /** The search, to be read after a step; only this pipeline advances it. */
    TokenSearch search();

    /** Begins the next segment, after an endpoint. */
    void nextSegment();

    /** Begins a new stream. */
    void restart();

    /** Writes the whole state; called between steps that gave {@link StepResult#WAITING}. */
    void save(SnapshotWriter writer);

    /**
     * Takes over what {@link #save} of a pipeline of the same model and settings wrote.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written; only {@link
     *     #restart} and {@link #close} make sense then
     */
    void restore(SnapshotReader reader);

    /** Frees the stream's states; called once. */
    @Override
    void close();
}
