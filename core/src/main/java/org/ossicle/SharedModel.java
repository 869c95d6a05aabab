package org.ossicle;

import java.util.concurrent.atomic.AtomicInteger;
import org.ossicle.error.ClosedException;
import org.ossicle.model.RecognizerModel;

/** A loaded model and the number of those who hold it: its handle and its streams. */
final class SharedModel {
    private final RecognizerModel model;
    private final AtomicInteger holders = new AtomicInteger(1);

    SharedModel(RecognizerModel model) {
        this.model = model;
    }

    RecognizerModel model() {
        return model;
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

    static ClosedException closed() {
        return new ClosedException(
                "SpeechModel",
                "an open model",
                "a closed one",
                "open streams before closing the model, or load it again");
    }
}
