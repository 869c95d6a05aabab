package org.ossicle;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;

/**
 * A microphone, a recording or a call on its way to words, endpoints, keywords and feelings on one
 * line of time. The channels of a call are heard each for itself, see {@link
 * SessionOptions#withSeparateChannels}. Sound is resampled once for the models that take the same
 * rate.
 *
 * <p>Feed samples with {@code accept}, in pieces of any size; take events with {@link #poll()} or
 * through a listener. How the samples are cut changes neither the events nor their order. The
 * memory does not grow with the sound: of events that nobody takes, the latest {@value
 * SessionQueue#MOST_EVENTS} are kept.
 *
 * <p>A session has one owner at a time: a call that comes while another one is inside throws {@link
 * org.ossicle.error.ConcurrentUseException} and changes nothing. The owner may be another thread
 * from call to call. Only {@link #close()} may be called at any time from any thread.
 *
 * <p>Samples that bring no event allocate nothing. An exception loses no event: whatever was found
 * before it can still be polled.
 *
 * <pre>{@code
 * try (SpeechModel speech = SpeechModel.embedded();
 *         EmotionClassifier emotions = EmotionClassifier.embedded();
 *         Session session = Session.open(speech, emotions, SessionOptions.defaults())) {
 *     while (microphone.read(samples)) {
 *         session.accept(samples, 0, samples.length, format);
 *         for (SessionEvent e = session.poll(); e != null; e = session.poll()) {
 *             show(e);
 *         }
 *     }
 * }
 * }</pre>
 */
public final class Session implements AutoCloseable {
    private final SessionHearing hearing;
    private final StreamLife life;

    /** Takes over the hold of the models. */
    private Session(
            SessionModels models, SessionOptions options, Consumer<? super SessionEvent> listener) {
        this.hearing = new SessionHearing(models, options, listener);
        this.life = new StreamLife(StreamKind.SESSION, hearing, hearing::close, models::release);
    }

    /** Opens a session whose events are taken with {@link #poll()}. */
    public static Session open(
            SpeechModel speech, EmotionClassifier emotions, SessionOptions options) {
        return open(speech, emotions, options, null);
    }

    /**
     * Opens a session. The models stay in use until it is closed, even if they are closed before.
     *
     * @param speech what recognizes words, or null if none are wanted
     * @param emotions what hears feelings, or null if none are wanted
     * @param listener called within {@code accept} and {@code finish}, on their thread, after the
     *     samples of the call are taken. It must not use the session, except to close it. If it
     *     throws, the exception leaves the call; the events after it come with the next call. Null
     *     if events are to be polled
     * @return the caller's to close
     * @throws ClosedException if a model is closed
     * @throws IllegalArgumentException if both models are missing, or a keyword is none of the
     *     {@link SpeechModel#words()}
     */
    public static Session open(
            SpeechModel speech,
            EmotionClassifier emotions,
            SessionOptions options,
            Consumer<? super SessionEvent> listener) {
        if (speech == null && emotions == null) {
            throw new IllegalArgumentException("a session needs a model of words or of emotions");
        }
        SessionModels models = new SessionModels(speech, emotions);
        try {
            return new Session(models, options, listener);
        } catch (RuntimeException | Error e) {
            models.release();
            throw e;
        }
    }

    /**
     * Takes samples.
     *
     * @param pcm full scale is -1 to 1, channels interleaved; not kept
     * @param offset index of the first sample
     * @param length number of samples, whole frames
     * @param format of encoding FLOAT32; its rate must stay the same until {@link #reset()}
     * @throws org.ossicle.error.AudioException if the samples do not fit the format, a channel is
     *     missing or a sample is not finite; nothing of this call has been taken then, and the
     *     session can go on
     * @throws EngineException if a model failed; the session must be reset
     * @throws ClosedException if the session is closed or finished
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
     * Ends the sound: what is still on its way is heard, without waiting for more, and the last
     * segments get their final transcripts. Does nothing the second time.
     *
     * @throws EngineException if a model failed; the session must be reset
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void finish() {
        life.finish();
    }

    /**
     * The next event.
     *
     * @return null if there is none now, and always if a listener was given
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public SessionEvent poll() {
        life.enter();
        try {
            return hearing.events().poll();
        } finally {
            life.leave();
        }
    }

    /**
     * How many events were dropped because nobody took them in time, since the session was opened
     * or reset.
     *
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public long droppedEvents() {
        life.enter();
        try {
            return hearing.events().dropped();
        } finally {
            life.leave();
        }
    }

    /**
     * The level of anger in a channel now, 0 to 100, for a gauge; 0 without a model of emotions.
     *
     * @param channel from 0
     * @throws IndexOutOfBoundsException if the session has no such channel
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public float angerLevel(int channel) {
        life.enter();
        try {
            return hearing.channel(channel).angerLevel();
        } finally {
            life.leave();
        }
    }

    /**
     * Begins a new session: time counts from 0, nothing is remembered, events not taken yet are
     * dropped. Any format may follow.
     *
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void reset() {
        life.reset();
    }

    /**
     * The whole state of this session as bytes, from which a session of the same models and options
     * goes on with equal results; see {@link RecognizerStream#snapshot()}.
     *
     * @return the caller's
     * @throws EngineException if the session has failed
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public byte[] snapshot() {
        return life.snapshot();
    }

    /**
     * Puts this session into the state of a snapshot, whatever it did before.
     *
     * @param snapshot as {@link #snapshot()} gave it; not kept
     * @throws org.ossicle.error.SnapshotException if these bytes are no snapshot, are damaged, or
     *     are one of other models or options. The session is then as it was, or, if they were
     *     forged with care, as after {@link #reset()}
     * @throws ClosedException if the session is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public void restore(byte[] snapshot) {
        life.restore(snapshot);
    }

    /**
     * Frees the session. Idempotent; never waits: if a call is inside, it completes and then frees
     * the session.
     */
    @Override
    public void close() {
        life.close();
    }
}
