package org.ossicle;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.ossicle.error.ClosedException;
import org.ossicle.model.EmotionFamilies;
import org.ossicle.model.EmotionModel;
import org.ossicle.model.ModelFacts;

/**
 * A loaded model that hears emotions in a voice. Immutable; any number of threads and streams may
 * share it.
 *
 * <p>Closing it stops new streams from being opened; the memory is freed once the streams that are
 * open are closed too.
 */
public final class EmotionClassifier implements AutoCloseable {
    private final ModelHandle<EmotionModel> handle;
    private final EmotionDescription description;

    private EmotionClassifier(EmotionModel model) {
        this.description = describe(model);
        this.handle = new ModelHandle<>(this, "EmotionClassifier", model);
    }

    /**
     * The classifier inside this library: anger, boredom, disgust, fear, happiness, sadness and
     * neutral. Its model card is in the folder of the resource.
     *
     * @throws org.ossicle.error.ModelFileException if this build of the library holds none
     * @throws org.ossicle.error.EngineException if no engine can run it here
     */
    public static EmotionClassifier embedded() {
        return of(EmotionFamilies.embedded(LoadOptions.defaults().settings()));
    }

    /** Loads a model with {@link LoadOptions#defaults()}. */
    public static EmotionClassifier load(Path fileOrFolder) {
        return load(fileOrFolder, LoadOptions.defaults());
    }

    /**
     * Loads a model of anybody's making. Its metadata says what it takes and gives; the page {@code
     * core/docs/emotion-models.md} lists the keys.
     *
     * @param fileOrFolder an ONNX file, or a folder with exactly one
     * @throws org.ossicle.error.ModelFileException if a file is missing or cannot be read
     * @throws org.ossicle.error.ModelFormatException if the model or its metadata contradict each
     *     other or are of no family that is known
     * @throws org.ossicle.error.UnsupportedOperatorException if the model needs operators that are
     *     not implemented
     * @throws org.ossicle.error.EngineException if no engine can run it here
     */
    public static EmotionClassifier load(Path fileOrFolder, LoadOptions options) {
        return of(EmotionFamilies.load(fileOrFolder, options.settings()));
    }

    private static EmotionClassifier of(EmotionModel model) {
        try {
            return new EmotionClassifier(model);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private static EmotionDescription describe(EmotionModel model) {
        ModelFacts facts = model.facts();
        return new EmotionDescription(
                facts.family(),
                facts.files(),
                model.labels().names(),
                facts.sampleRateHz(),
                model.windowSeconds(),
                model.hopSeconds(),
                facts.weightBytes(),
                facts.streamBytes(),
                model.fingerprint());
    }

    /** What this model is; also after closing. */
    public EmotionDescription describe() {
        return description;
    }

    /** What this model runs on, and why; also after closing. */
    public Diagnostics diagnostics() {
        return handle.diagnostics();
    }

    /** Opens a stream with {@link EmotionOptions#defaults()}, to be polled. */
    public EmotionStream newStream() {
        return newStream(EmotionOptions.defaults());
    }

    /**
     * Opens a stream whose events are taken with {@link EmotionStream#poll()}.
     *
     * @return the caller's to close
     * @throws ClosedException if this classifier is closed
     */
    public EmotionStream newStream(EmotionOptions options) {
        return newStream(options, null);
    }

    /**
     * Opens a stream that hands its events to a listener.
     *
     * @param listener called within {@code accept} and {@code finish}, on their thread, after the
     *     samples of the call are taken. It must not use the stream, except to close it. If it
     *     throws, the exception leaves the call; the events after it come with the next call
     * @return the caller's to close
     * @throws ClosedException if this classifier is closed
     */
    public EmotionStream newStream(EmotionOptions options, Consumer<EmotionEvent> listener) {
        return handle.open(shared -> new EmotionStream(shared, options, listener));
    }

    /**
     * The model, held for the caller to release.
     *
     * @throws ClosedException if this classifier is closed
     */
    SharedModel<EmotionModel> share() {
        return handle.share();
    }

    /** Lets go of the model. Idempotent; any thread may call it. */
    @Override
    public void close() {
        handle.close();
    }
}
