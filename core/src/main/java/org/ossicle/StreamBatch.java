package org.ossicle;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;

/**
 * Recognizes several streams side by side, on a few threads of its own and the caller's.
 *
 * <p>Add the new samples of every stream that has some, then {@link #run()}: it returns when all of
 * them are recognized. Streams stay what they are, each with its own results, the same as if it
 * were fed alone; they may be of different models. A batch of one runs on the calling thread, and
 * between runs the threads park. Runs allocate nothing beyond what the streams do.
 *
 * <pre>{@code
 * try (StreamBatch batch = new StreamBatch(4)) {
 *     while (callsAreOpen()) {
 *         for (Call call : calls) {
 *             batch.add(call.stream(), call.samples(), 0, call.length(), FORMAT);
 *         }
 *         batch.run();
 *         calls.forEach(Call::takeEvents);
 *     }
 * }
 * }</pre>
 *
 * <p>A batch has one owner at a time, as a stream has.
 */
public final class StreamBatch implements AutoCloseable {
    private static final int MOST_THREADS = 1024;

    private final BatchItems items = new BatchItems();
    private final WorkCrew crew;
    private final OwnerGate gate;

    /**
     * Starts the threads.
     *
     * @param threads how many streams are recognized at the same time, at most 1024: the calling
     *     thread and threads - 1 more. More than the machine has cores brings nothing
     * @throws IllegalArgumentException if it is outside 1 to 1024
     */
    public StreamBatch(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be 1 to " + MOST_THREADS + ", are " + threads);
        }
        this.crew = new WorkCrew("ossicle-batch", threads - 1, items);
        this.gate = new OwnerGate("StreamBatch", crew::close);
    }

    /**
     * Adds what {@link RecognizerStream#accept(float[], int, int, PcmFormat)} is to be called with.
     *
     * @param pcm not copied: must stay as it is until {@link #run()} returns
     * @throws ConcurrentUseException if the stream is in the batch already, or another call is
     *     inside this batch
     * @throws ClosedException if the batch is closed
     */
    public void add(
            RecognizerStream stream, float[] pcm, int offset, int length, PcmFormat format) {
        enterWith(stream);
        try {
            items.addFloats(stream, pcm, offset, length, format);
        } finally {
            gate.leave();
        }
    }

    /**
     * Like {@link #add(RecognizerStream, float[], int, int, PcmFormat)}, for samples of 16 bits.
     */
    public void add(
            RecognizerStream stream, short[] pcm, int offset, int length, PcmFormat format) {
        enterWith(stream);
        try {
            items.addShorts(stream, pcm, offset, length, format);
        } finally {
            gate.leave();
        }
    }

    /** Like {@link #add(RecognizerStream, float[], int, int, PcmFormat)}, for any encoding. */
    public void add(
            RecognizerStream stream, ByteBuffer pcm, int offset, int length, PcmFormat format) {
        enterWith(stream);
        try {
            items.addBytes(stream, pcm, offset, length, format);
        } finally {
            gate.leave();
        }
    }

    /** Adds a call of {@link RecognizerStream#finish()}, which has the rest recognized. */
    public void addFinish(RecognizerStream stream) {
        enterWith(stream);
        try {
            items.addFinish(stream);
        } finally {
            gate.leave();
        }
    }

    private void enterWith(RecognizerStream stream) {
        Objects.requireNonNull(stream, "stream");
        gate.enter();
        if (items.has(stream)) {
            gate.leave();
            throw new ConcurrentUseException(
                    "StreamBatch",
                    "each stream once in a run",
                    "one twice",
                    "call run() before the next samples of a stream");
        }
    }

    /**
     * Recognizes all that was added and empties the batch. Listeners are called on whichever thread
     * recognizes their stream, never two of one stream at the same time.
     *
     * @throws RuntimeException the first failure in the order of adding, with the others as
     *     suppressed ones. It is what {@code accept} or {@code finish} of that stream threw; all
     *     other streams have taken their samples
     * @throws ConcurrentUseException if another call is inside
     * @throws ClosedException if the batch is closed
     */
    public void run() {
        gate.enter();
        Throwable failure;
        try {
            crew.run(items.count());
            failure = items.clear();
        } finally {
            gate.leave();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /**
     * Ends the threads; streams stay open. Idempotent; never waits: if a call is inside, it
     * completes first.
     */
    @Override
    public void close() {
        gate.close();
    }
}
