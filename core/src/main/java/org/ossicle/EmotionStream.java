package org.ossicle;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.model.EmotionModel;

/**
 * One voice on its way to emotions: a reading for every hop of speech, and the level of anger. Only
 * voiced speech is read; silence and noise bring nothing. For a call, open one stream per channel.
 *
 * <p>Feed samples with {@code accept}, in pieces of any size; take events with {@link #poll()} or
 * through the listener given to {@link EmotionClassifier#newStream}. How the samples are cut does
 * not change the events. Events that nobody takes wait.
 *
 * <p>A stream has one owner at a time: a call that comes while another one is inside throws {@link
 * org.ossicle.error.ConcurrentUseException} and changes nothing. The owner may be another thread
 * from call to call. Only {@link #close()} may be called at any time from any thread.
 *
 * <p>Samples that bring no event allocate nothing. An exception loses no event: whatever was read
 * before it can still be polled.
 */
public final class EmotionStream implements AutoCloseable {
    private final EmotionHearing hearing;
    private final StreamLife life;

    /** Takes over one hold of the model. */
    EmotionStream(
            SharedModel<EmotionModel> shared,
            EmotionOptions options,
            Consumer<EmotionEvent> listener) {
        this.hearing = new EmotionHearing(shared, options, listener);
        this.life = new StreamLife(StreamKind.EMOTION, hearing, hearing.freeing(), shared::release);
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
     * Ends the stream: speech that waits for a reading gets one if it is at least half as long as
     * one needs. Does nothing the second time.
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
    public EmotionEvent poll() {
        life.enter();
        try {
            return hearing.poll();
        } finally {
            life.leave();
        }
    }

    /**
     * The level of anger now, 0 to 100, for a gauge.
     *
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public float angerLevel() {
        life.enter();
        try {
            return hearing.angerLevel();
        } finally {
            life.leave();
        }
    }

    /**
     * Begins a new stream: time counts from 0, nothing is remembered, events not taken yet are
     * dropped. Any format may follow.
     *
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void reset() {
        life.reset();
    }

    /**
     * The whole state of this stream as bytes, from which a stream of the same model and options
     * goes on with equal results; see {@link RecognizerStream#snapshot()}.
     *
     * @return the caller's
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
