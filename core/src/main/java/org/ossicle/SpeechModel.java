package org.ossicle;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.ossicle.error.ClosedException;
import org.ossicle.model.ModelFacts;
import org.ossicle.model.ModelFamilies;
import org.ossicle.model.RecognizerModel;

/**
 * A loaded speech recognition model. Immutable; any number of threads and streams may share it.
 *
 * <p>Closing it stops new streams from being opened; the memory is freed once the streams that are
 * open are closed too.
 */
public final class SpeechModel implements AutoCloseable {
    private final ModelHandle<RecognizerModel> handle;
    private final int vocabularySize;
    private final List<String> words;

    private SpeechModel(RecognizerModel model) {
        this.vocabularySize = model.tokens().size();
        this.words = model.words();
        this.handle = new ModelHandle<>(this, "SpeechModel", model);
    }

    /** Loads a model with {@link LoadOptions#defaults()}. */
    public static SpeechModel load(Path folder) {
        return load(folder, LoadOptions.defaults());
    }

    /**
     * Loads a model.
     *
     * @param folder the folder with all files of one published model, as they were published
     * @throws org.ossicle.error.ModelFileException if a file is missing or cannot be read
     * @throws org.ossicle.error.ModelFormatException if the files are not of one model that is
     *     known, or contradict each other
     * @throws org.ossicle.error.UnsupportedOperatorException if the model needs operators that are
     *     not implemented
     * @throws org.ossicle.error.EngineException if no engine can run it here
     */
    public static SpeechModel load(Path folder, LoadOptions options) {
        return of(ModelFamilies.load(folder, options.settings()));
    }

    /**
     * Loads the model that lies in this library: speaker commands, digits, the wake word "computer"
     * and some more words of English, in any order and number. What else is said it passes over.
     *
     * @throws org.ossicle.error.EngineException if no engine can run it here
     */
    public static SpeechModel embedded() {
        return of(ModelFamilies.embedded());
    }

    private static SpeechModel of(RecognizerModel model) {
        try {
            return new SpeechModel(model);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** What this model is so far; also after closing. */
    public ModelDescription describe() {
        ModelFacts facts = handle.facts();
        return new ModelDescription(
                facts.family(),
                facts.files(),
                facts.sampleRateHz(),
                vocabularySize,
                facts.frameMs(),
                facts.chunkMs(),
                facts.lookAheadMs(),
                facts.weightBytes(),
                facts.streamBytes(),
                handle.fingerprint());
    }

    /**
     * The only words this model can write, in its own case; empty for a model that makes words of
     * pieces. Also after closing.
     */
    public List<String> words() {
        return words;
    }

    /** What this model runs on, and why; also after closing. */
    public Diagnostics diagnostics() {
        return handle.diagnostics();
    }

    /** Opens a stream with {@link StreamOptions#defaults()}, to be polled. */
    public RecognizerStream newStream() {
        return newStream(StreamOptions.defaults());
    }

    /**
     * Opens a stream whose events are taken with {@link RecognizerStream#poll()}.
     *
     * @return the caller's to close
     * @throws ClosedException if this model is closed
     * @throws IllegalArgumentException if a beam is wanted of a model of whole words
     */
    public RecognizerStream newStream(StreamOptions options) {
        return newStream(options, null);
    }

    /**
     * Opens a stream that hands its events to a listener.
     *
     * @param listener called within {@code accept} and {@code finish}, on their thread, after the
     *     samples of the call are taken. It must not use the stream, except to close it. If it
     *     throws, the exception leaves the call; the events after it come with the next call
     * @return the caller's to close
     * @throws ClosedException if this model is closed
     * @throws IllegalArgumentException if a beam is wanted of a model of whole words
     */
    public RecognizerStream newStream(StreamOptions options, Consumer<SpeechEvent> listener) {
        return handle.open(shared -> new RecognizerStream(shared, options, listener));
    }

    /**
     * The model, held for the caller to release.
     *
     * @throws ClosedException if this model is closed
     */
    SharedModel<RecognizerModel> share() {
        return handle.share();
    }

    /** Lets go of the model. Idempotent; any thread may call it. */
    @Override
    public void close() {
        handle.close();
    }
}
