package org.ossicle;

import java.util.concurrent.atomic.AtomicInteger;
import org.ossicle.error.ClosedException;
import org.ossicle.model.LoadedModel;

/** A loaded model and the number of those who hold it: its handle and its streams. */
final class SharedModel<M extends LoadedModel> {
    private final String owner;
    private final M model;
    private final long fingerprint;
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * @param owner the class of the handle, for messages
     */
    SharedModel(String owner, M model) {
        this.owner = owner;
        this.model = model;
        this.fingerprint = model.fingerprint();
    }

    M model() {
        return model;
    }

    /** What a snapshot tells this model by. */
    long fingerprint() {
        return fingerprint;
    }

    /**
     * @throws ClosedException if nobody holds the model any more
     */
    void hold() {
        int now;
        do {
            now = holders.get();
            if (now == 0) {
                throw closed();
            }
        } while (!holders.compareAndSet(now, now + 1));
    }

    /** The last one to let go frees the model. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            model.close();
        }
    }

    ClosedException closed() {
        return new ClosedException(
                owner,
                "an open model",
                "a closed one",
                "open streams before closing the model, or load it again");
    }
}
