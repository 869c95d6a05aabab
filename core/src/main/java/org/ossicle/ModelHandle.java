package org.ossicle;

import java.util.function.Function;
import org.ossicle.error.ClosedException;
import org.ossicle.model.LoadedModel;
import org.ossicle.model.ModelFacts;

/** The hold that a model's owner has on it: as long as it is open, streams can be opened. */
final class ModelHandle<M extends LoadedModel> {
    private final SharedModel<M> shared;
    private final Leaks.Guard guard;
    private volatile boolean closed;

    /**
     * Takes over the model.
     *
     * @param owner what the user closes
     * @param type the class of the owner, for messages
     */
    ModelHandle(Object owner, String type, M model) {
        this.shared = new SharedModel<>(type, model);
        this.guard = Leaks.watch(owner, type, shared::release);
    }

    /** What the model runs on; also after closing. */
    Diagnostics diagnostics() {
        return Diagnostics.of(shared.model().engine());
    }

    /** What is known of the model so far; also after closing. */
    ModelFacts facts() {
        return shared.model().facts();
    }

    /** What a snapshot tells the model by. */
    long fingerprint() {
        return shared.fingerprint();
    }

    /**
     * The model, held for the caller to release.
     *
     * @throws ClosedException if this is closed
     */
    SharedModel<M> share() {
        if (closed) {
            throw shared.closed();
        }
        shared.hold();
        return shared;
    }

    /**
     * Opens a stream, which takes over a hold of the model.
     *
     * @throws ClosedException if this is closed
     */
    <S> S open(Function<SharedModel<M>, S> stream) {
        share();
        try {
            return stream.apply(shared);
        } catch (RuntimeException | Error e) {
            shared.release();
            throw e;
        }
    }

    /** Lets go of the model. Idempotent; any thread may call it. */
    void close() {
        closed = true;
        guard.close();
    }
}
