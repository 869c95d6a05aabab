package org.ossicle;

import java.nio.ByteBuffer;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * The life of a stream, the same for every kind: one call at a time, open until it is closed,
 * running until it is finished, sound until something fails. A reset or a restored snapshot makes a
 * finished or failed stream run again. What becomes of the samples is up to the {@link Hearing}.
 */
final class StreamLife {
    private final StreamKind kind;
    private final Hearing hearing;
    private final PcmIntake[] intakes;
    private final OwnerGate gate;
    private boolean finished;
    private Throwable failure;

    /**
     * @param freeing frees what the stream holds, step by step; must not refer to the stream
     */
    StreamLife(StreamKind kind, Hearing hearing, Runnable... freeing) {
        this.kind = kind;
        this.hearing = hearing;
        this.intakes = hearing.intakes();
        this.gate = new OwnerGate(kind.type(), freeing);
    }

    /**
     * Begins a call of any kind, which {@link #leave} ends.
     *
     * @throws org.ossicle.error.ConcurrentUseException if another call is inside
     * @throws ClosedException if the stream is closed
     */
    void enter() {
        gate.enter();
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        gate.leave();
    }

    void accept(float[] pcm, int offset, int length, PcmFormat format) {
        enter();
        try {
            requireRunning();
            for (PcmIntake intake : intakes) {
                intake.begin(pcm, offset, length, format);
            }
            hear();
        } finally {
            leaveIntakes();
        }
    }

    void accept(short[] pcm, int offset, int length, PcmFormat format) {
        enter();
        try {
            requireRunning();
            for (PcmIntake intake : intakes) {
                intake.begin(pcm, offset, length, format);
            }
            hear();
        } finally {
            leaveIntakes();
        }
    }

    void accept(ByteBuffer pcm, int offset, int length, PcmFormat format) {
        enter();
        try {
            requireRunning();
            for (PcmIntake intake : intakes) {
                intake.begin(pcm, offset, length, format);
            }
            hear();
        } finally {
            leaveIntakes();
        }
    }

    /** Ends a call with samples, some of which may have been refused. */
    private void leaveIntakes() {
        for (PcmIntake intake : intakes) {
            intake.end();
        }
        leave();
    }

    /** Ends the sound; does nothing the second time. */
    void finish() {
        enter();
        try {
            if (!finished) {
                requireRunning();
                finished = true;
                hearTheEnd();
            }
        } finally {
            leave();
        }
    }

    private void requireRunning() {
        if (finished) {
            throw new ClosedException(
                    kind.type(),
                    "a " + kind.noun() + " that goes on",
                    "a finished one",
                    "call reset() to begin a new one");
        }
        requireSound();
    }

    private void requireSound() {
        if (failure != null) {
            throw new EngineException(
                    kind.type(),
                    "a " + kind.noun() + " that works",
                    "one that failed: " + failure.getMessage(),
                    "call reset() to begin a new one",
                    failure);
        }
    }

    private void hear() {
        try {
            hearing.hear();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
        hearing.deliver();
    }

    private void hearTheEnd() {
        try {
            hearing.hearTheEnd();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
        hearing.deliver();
    }

    /** Keeps the failure for the calls that follow and hands over the events from before it. */
    private void fail(Throwable e) {
        failure = e;
        try {
            hearing.deliver();
        } catch (RuntimeException fromListener) {
            e.addSuppressed(fromListener);
        }
    }

    /** Begins a new stream. */
    void reset() {
        enter();
        try {
            restart();
        } finally {
            leave();
        }
    }

    private void restart() {
        hearing.restart();
        finished = false;
        failure = null;
    }

    /** The whole state of the stream as bytes. */
    byte[] snapshot() {
        enter();
        try {
            requireSound();
            SnapshotWriter writer = new SnapshotWriter();
            hearing.saveOptions(writer);
            writer.section(kind.noun());
            writer.putBoolean(finished);
            hearing.save(writer);
            return writer.seal(kind.number(), hearing.fingerprint());
        } finally {
            leave();
        }
    }

    /**
     * Takes over what {@link #snapshot()} gave.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot be of a stream like this. The stream
     *     is then as it was, or as after {@link #reset()} if the bytes are such that only reading
     *     all of them shows it
     */
    void restore(byte[] snapshot) {
        enter();
        try {
            SnapshotReader reader = kind.open(snapshot, hearing.fingerprint());
            hearing.requireSameOptions(reader);
            boolean complete = false;
            try {
                reader.section(kind.noun());
                finished = reader.getBoolean();
                failure = null;
                hearing.restore(reader, finished);
                reader.end();
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

    /** Frees the stream, or has the call that is inside do so. Idempotent; never waits. */
    void close() {
        gate.close();
    }
}
