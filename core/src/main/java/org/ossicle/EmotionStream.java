package org.ossicle;

import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.model.EmotionModel;
import org.ossicle.model.EmotionPipeline;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

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
            pipeline.restart();
            intake.restart();
            events.clear();
            finished = false;
            failure = null;
        } finally {
            leave();
        }
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
