package org.ossicle;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.model.RecognizerModel;

/**
 * One stream of speech on its way to text.
 *
 * <p>Feed samples with {@code accept}, in pieces of any size; take events with {@link #poll()} or
 * through the listener given to {@link SpeechModel#newStream}. How the samples are cut does not
 * change the text.
 *
 * <p>A stream has one owner at a time: a call that comes while another one is inside throws {@link
 * org.ossicle.error.ConcurrentUseException} and changes nothing. The owner may be another thread
 * from call to call. Only {@link #close()} may be called at any time from any thread.
 *
 * <p>Samples that bring no new text allocate nothing. An exception loses no event: whatever was
 * recognized before it can still be polled.
 */
public final class RecognizerStream implements AutoCloseable {
    private final SpeechHearing hearing;
    private final StreamLife life;

    /** Takes over one hold of the model. */
    RecognizerStream(
            SharedModel<RecognizerModel> shared,
            StreamOptions options,
            Consumer<SpeechEvent> listener) {
        this.hearing = new SpeechHearing(shared, options, listener);
        this.life =
                new StreamLife(StreamKind.RECOGNIZER, hearing, hearing.freeing(), shared::release);
    }

    /**
     * Takes samples.
     *
     * @param pcm full scale is -1 to 1, channels interleaved; not kept
     * @param offset index of the first sample
     * @param length number of samples, whole frames
     * @param format of encoding FLOAT32; its rate must stay the same until {@link #reset()}
     * @throws org.ossicle.error.AudioException if the samples do not fit the format or one is not
     *     finite; nothing of this call has been taken then, and the stream can go on
     * @throws EngineException if the model failed; the stream must be reset
     * @throws ClosedException if the stream is closed or finished
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void accept(float[] pcm, int offset, int length, PcmFormat format) {
        life.accept(pcm, offset, length, format);
    }

    /**
     * Takes samples of 16 bits, encoding INT16; otherwise like {@link #accept(float[], int, int,
     * PcmFormat)}.
     */
    public void accept(short[] pcm, int offset, int length, PcmFormat format) {
        life.accept(pcm, offset, length, format);
    }

    /**
     * Takes samples of any encoding, little-endian whatever the buffer's order; otherwise like
     * {@link #accept(float[], int, int, PcmFormat)}.
     *
     * @param pcm its position plays no part and does not change; not kept
     * @param offset index of the first byte
     * @param length number of bytes, whole frames
     */
    public void accept(ByteBuffer pcm, int offset, int length, PcmFormat format) {
        life.accept(pcm, offset, length, format);
    }

    /**
     * Ends the speech: what is still on its way is recognized, without waiting for more sound, and
     * the last segment gets its final transcript. Does nothing the second time.
     *
     * @throws EngineException if the model failed; the stream must be reset
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void finish() {
        life.finish();
    }

    /**
     * The next event.
     *
     * @return null if there is none now, and always if a listener was given
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public SpeechEvent poll() {
        life.enter();
        try {
            return hearing.poll();
        } finally {
            life.leave();
        }
    }

    /**
     * Begins a new stream: time and segments count from 0, nothing is remembered, events not taken
     * yet are dropped. Any format may follow.
     *
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void reset() {
        life.reset();
    }

    /**
     * The whole state of this stream as bytes, from which a stream of the same model and options
     * goes on with equal results, in this process or another one. Events not taken yet are part of
     * it. The bytes do not depend on how the samples were cut into calls or on the JVM.
     *
     * @return the caller's, some tens or hundreds of kilobytes, mostly the model's states
     * @throws EngineException if the stream has failed
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public byte[] snapshot() {
        return life.snapshot();
    }

    /**
     * Puts this stream into the state of a snapshot, whatever it did before.
     *
     * @param snapshot as {@link #snapshot()} gave it; not kept
     * @throws org.ossicle.error.SnapshotException if these bytes are no snapshot, are damaged, or
     *     are one of another model or other options. The stream is then as it was, or, if they were
     *     forged with care, as after {@link #reset()}
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void restore(byte[] snapshot) {
        life.restore(snapshot);
    }

    /**
     * Frees the stream. Idempotent; never waits: if a call is inside, it completes and then frees
     * the stream.
     */
    @Override
    public void close() {
        life.close();
    }
}
