package org.ossicle;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.model.EmotionModel;
import org.ossicle.model.EmotionPipeline;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

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
    private final OwnerGate gate = new OwnerGate("EmotionStream");
    private final SharedModel<EmotionModel> shared;
    private final EmotionOptions options;
    private final EventQueue<EmotionEvent> events;
    private final EmotionPipeline pipeline;
    private final PcmIntake intake;
    private final Leaks.Guard guard;
    private boolean finished;
    private Throwable failure;

    /** Takes over one hold of the model. */
    EmotionStream(
            SharedModel<EmotionModel> shared,
            EmotionOptions options,
            Consumer<EmotionEvent> listener) {
        EmotionModel model = shared.model();
        this.shared = shared;
        this.options = options;
        this.events = new EventQueue<>(listener, null);
        this.intake =
                new PcmIntake("EmotionStream", model.facts().sampleRateHz(), options.channel());
        this.pipeline = model.newPipeline(options.settings(), new EmotionWriter(events));
        this.guard = Leaks.watch(this, new StreamHolding(shared, pipeline));
    }

    private static final class StreamHolding extends Leaks.Holding {
        private final SharedModel<EmotionModel> shared;
        private final EmotionPipeline pipeline;

        StreamHolding(SharedModel<EmotionModel> shared, EmotionPipeline pipeline) {
            super("EmotionStream");
            this.shared = shared;
            this.pipeline = pipeline;
        }

        @Override
        void free() {
            try {
                pipeline.close();
            } finally {
                shared.release();
            }
        }
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
        gate.enter();
        try {
            requireRunning();
            intake.begin(pcm, offset, length, format);
            listen();
        } finally {
            leave();
        }
    }

    /**
     * Takes samples of 16 bits, encoding INT16; otherwise like {@link #accept(float[], int, int,
     * PcmFormat)}.
     */
    public void accept(short[] pcm, int offset, int length, PcmFormat format) {
        gate.enter();
        try {
            requireRunning();
            intake.begin(pcm, offset, length, format);
            listen();
        } finally {
            leave();
        }
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
        gate.enter();
        try {
            requireRunning();
            intake.begin(pcm, offset, length, format);
            listen();
        } finally {
            leave();
        }
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
        gate.enter();
        try {
            if (!finished) {
                requireRunning();
                finished = true;
                listenToRest();
            }
        } finally {
            leave();
        }
    }

    private void requireRunning() {
        if (finished) {
            throw new ClosedException(
                    "EmotionStream",
                    "a stream that goes on",
                    "a finished one",
                    "call reset() to begin a new one");
        }
        requireSound();
    }

    private void requireSound() {
        if (failure != null) {
            throw new EngineException(
                    "EmotionStream",
                    "a stream that works",
                    "one that failed: " + failure.getMessage(),
                    "call reset() to begin a new one",
                    failure);
        }
    }

    private void listen() {
        try {
            while (intake.hasMore()) {
                int count = intake.next();
                pipeline.accept(intake.samples(), 0, count);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            intake.end();
        }
        events.deliver();
    }

    private void listenToRest() {
        try {
            int count = intake.flush();
            pipeline.accept(intake.samples(), 0, count);
            pipeline.finish();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
        events.deliver();
    }

    /** Keeps the failure for the calls that follow and hands over the events from before it. */
    private void fail(Throwable e) {
        failure = e;
        try {
            events.deliver();
        } catch (RuntimeException fromListener) {
            e.addSuppressed(fromListener);
        }
    }

    /**
     * The next event.
     *
     * @return null if there is none now, and always if a listener was given
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public EmotionEvent poll() {
        gate.enter();
        try {
            return events.poll();
        } finally {
            leave();
        }
    }

    /**
     * The level of anger now, 0 to 100, for a gauge.
     *
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public float angerLevel() {
        gate.enter();
        try {
            return pipeline.anger().level();
        } finally {
            leave();
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
        gate.enter();
        try {
            restart();
        } finally {
            leave();
        }
    }

    private void restart() {
        pipeline.restart();
        intake.restart();
        events.clear();
        finished = false;
        failure = null;
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
        gate.enter();
        try {
            requireSound();
            SnapshotWriter writer = new SnapshotWriter();
            options.save(writer);
            writer.section("stream");
            writer.putBoolean(finished);
            intake.save(writer);
            pipeline.save(writer);
            EmotionEventBytes.save(events.pending(), writer);
            return writer.seal(SnapshotKinds.EMOTION_STREAM, shared.fingerprint());
        } finally {
            leave();
        }
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
        gate.enter();
        try {
            SnapshotReader reader =
                    SnapshotKinds.open(
                            snapshot, SnapshotKinds.EMOTION_STREAM, shared.fingerprint());
            options.requireSame(reader);
            boolean complete = false;
            try {
                restore(reader);
                complete = true;
            } finally {
                if (!complete) {
                    restart();
                }
            }
        } finally {
            leave();
        }
    }

    private void restore(SnapshotReader reader) {
        reader.section("stream");
        finished = reader.getBoolean();
        failure = null;
        intake.restore(reader);
        pipeline.restore(reader);
        EmotionEventBytes.restore(events, reader, shared.model().labels());
        reader.end();
    }

    private void leave() {
        if (gate.leave()) {
            guard.close();
        }
    }

    /**
     * Frees the stream. Idempotent; never waits: if a call is inside, it completes and then frees
     * the stream.
     */
    @Override
    public void close() {
        if (gate.close()) {
            guard.close();
        }
    }
}
