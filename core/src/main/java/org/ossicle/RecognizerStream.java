package org.ossicle;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.model.RecognizerModel;
import org.ossicle.model.RecognizerPipeline;
import org.ossicle.model.StepResult;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

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
    private final OwnerGate gate = new OwnerGate("RecognizerStream");
    private final SharedModel<RecognizerModel> shared;
    private final StreamOptions options;
    private final RecognizerPipeline pipeline;
    private final PcmIntake intake;
    private final EventQueue<SpeechEvent> events;
    private final SegmentWriter segments;
    private final Leaks.Guard guard;
    private boolean finished;
    private Throwable failure;

    /** Takes over one hold of the model, and the pipeline. */
    RecognizerStream(
            SharedModel<RecognizerModel> shared,
            RecognizerPipeline pipeline,
            StreamOptions options,
            Consumer<SpeechEvent> listener) {
        RecognizerModel model = shared.model();
        this.shared = shared;
        this.options = options;
        this.pipeline = pipeline;
        this.intake =
                new PcmIntake("RecognizerStream", model.facts().sampleRateHz(), options.channel());
        this.events = new EventQueue<>(listener, SpeechEvent.Partial.class);
        this.segments =
                new SegmentWriter(
                        pipeline.search(),
                        model.tokens(),
                        model.facts().frameMs(),
                        options.endpointer(),
                        events);
        this.guard = Leaks.watch(this, new StreamHolding(shared, pipeline));
    }

    private static final class StreamHolding extends Leaks.Holding {
        private final SharedModel<RecognizerModel> shared;
        private final RecognizerPipeline pipeline;

        StreamHolding(SharedModel<RecognizerModel> shared, RecognizerPipeline pipeline) {
            super("RecognizerStream");
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
            recognize();
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
            recognize();
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
            recognize();
        } finally {
            leave();
        }
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
        gate.enter();
        try {
            if (!finished) {
                requireRunning();
                finished = true;
                recognizeRest();
            }
        } finally {
            leave();
        }
    }

    private void requireRunning() {
        if (finished) {
            throw new ClosedException(
                    "RecognizerStream",
                    "a stream that goes on",
                    "a finished one",
                    "call reset() to begin a new one");
        }
        requireSound();
    }

    private void requireSound() {
        if (failure != null) {
            throw new EngineException(
                    "RecognizerStream",
                    "a stream that works",
                    "one that failed: " + failure.getMessage(),
                    "call reset() to begin a new one",
                    failure);
        }
    }

    private void recognize() {
        try {
            while (intake.hasMore()) {
                int count = intake.next();
                pipeline.accept(intake.samples(), 0, count);
                run();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            intake.end();
        }
        events.deliver();
    }

    private void recognizeRest() {
        try {
            int count = intake.flush();
            pipeline.accept(intake.samples(), 0, count);
            pipeline.finish();
            run();
            segments.endSegment();
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

    private void run() {
        StepResult result;
        while ((result = pipeline.step()) != StepResult.WAITING) {
            if (segments.afterRun(result == StepResult.CHANGED)) {
                pipeline.nextSegment();
            }
        }
    }

    /**
     * The next event.
     *
     * @return null if there is none now, and always if a listener was given
     * @throws ClosedException if the stream is closed
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     */
    public SpeechEvent poll() {
        gate.enter();
        try {
            return events.poll();
        } finally {
            leave();
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
        segments.restart();
        events.clear();
        finished = false;
        failure = null;
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
        gate.enter();
        try {
            requireSound();
            SnapshotWriter writer = new SnapshotWriter();
            save(writer);
            return writer.seal(SnapshotKinds.RECOGNIZER_STREAM, shared.fingerprint());
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
                            snapshot, SnapshotKinds.RECOGNIZER_STREAM, shared.fingerprint());
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

    private void save(SnapshotWriter writer) {
        options.save(writer);
        writer.section("stream");
        writer.putBoolean(finished);
        intake.save(writer);
        pipeline.save(writer);
        segments.save(writer);
        SpeechEventBytes.save(events, writer);
    }

    private void restore(SnapshotReader reader) {
        reader.section("stream");
        finished = reader.getBoolean();
        failure = null;
        intake.restore(reader);
        pipeline.restore(reader);
        segments.restore(reader, finished);
        RecognizerModel model = shared.model();
        SpeechEventBytes.restore(events, reader, model.tokens(), model.facts().frameMs());
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
