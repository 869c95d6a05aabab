package org.ossicle.model;

import org.ossicle.emotion.AngerScore;
import org.ossicle.emotion.EmotionScores;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * One stream of an emotion classifier: voice detector, features, windows, model, anger. For one
 * owner. Allocates nothing once it is made.
 */
public interface EmotionPipeline extends AutoCloseable {
    /**
     * Takes the next samples and tells the listener what they bring.
     *
     * @param samples mono, finite, full scale 1, at the model's rate; copied, not kept
     * @param length at most {@link RecognizerPipeline#MAX_SLICE_MS} of sound
     * @throws org.ossicle.error.EngineException if the model failed; only {@link #restart} and
     *     {@link #close} make sense after it
     */
    void accept(float[] samples, int offset, int length);

    /** Ends the stream: what is left is scored if it is enough. */
    void finish();

    /** The scores of the last window. */
    EmotionScores scores();

    /** The level of anger now. */
    AngerScore anger();

    /** Begins a new stream. */
    void restart();

    /** Writes the whole state; called between other calls. */
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
