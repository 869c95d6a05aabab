package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;
import org.ossicle.error.SnapshotException;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** What becomes of a stream, whatever it hears. */
class StreamLifeTest {
    private static final PcmFormat FLOATS = PcmFormat.monoFloat32(16_000);
    private static final PcmFormat SHORTS = new PcmFormat(16_000, 1, PcmEncoding.INT16);

    private final List<String> freed = new ArrayList<>();
    private final Ear ear = new Ear();
    private final StreamLife life = life(StreamKind.RECOGNIZER, ear);

    /** Remembers the first sample of each call, in thousandths. */
    private static final class Ear implements Hearing {
        private final PcmIntake[] intakes = {
            new PcmIntake("test", 16_000, 0), new PcmIntake("test", 16_000, 0)
        };
        private final List<Integer> heard = new ArrayList<>();
        private int option = 5;
        private long model = 77;
        private int delivered;
        private int ends;
        private boolean savesMore;
        private RuntimeException failure;
        private Runnable inside = () -> {};

        @Override
        public PcmIntake[] intakes() {
            return intakes;
        }

        @Override
        public void hear() {
            inside.run();
            for (PcmIntake intake : intakes) {
                intake.next();
                heard.add(Math.round(intake.samples()[0] * 1000));
            }
            failIfTold();
        }

        private void failIfTold() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void hearTheEnd() {
            ends++;
            failIfTold();
        }

        @Override
        public void deliver() {
            delivered++;
        }

        @Override
        public void restart() {
            heard.clear();
        }

        @Override
        public long fingerprint() {
            return model;
        }

        @Override
        public void saveOptions(SnapshotWriter writer) {
            writer.putInt(option);
        }

        @Override
        public void requireSameOptions(SnapshotReader reader) {
            reader.require(reader.getInt() == option, "the options of this stream", "other ones");
        }

        @Override
        public void save(SnapshotWriter writer) {
            writer.putInt(heard.size());
            heard.forEach(writer::putInt);
            if (savesMore) {
                writer.putInt(0);
            }
        }

        @Override
        public void restore(SnapshotReader reader, boolean ended) {
            heard.clear();
            int count = reader.getCount(Integer.BYTES);
            for (int i = 0; i < count; i++) {
                heard.add(reader.getInt(-1000, 1000));
            }
        }
    }

    private StreamLife life(StreamKind kind, Hearing hearing) {
        return new StreamLife(kind, hearing, () -> freed.add("one"), () -> freed.add("two"));
    }

    private static void say(StreamLife stream, float sample) {
        stream.accept(new float[] {sample}, 0, 1, FLOATS);
    }

    private List<Executable> calls() {
        byte[] snapshot = life(StreamKind.RECOGNIZER, new Ear()).snapshot();
        return List.of(
                () -> life.accept(new float[1], 0, 1, FLOATS),
                () -> life.accept(new short[1], 0, 1, SHORTS),
                () -> life.accept(ByteBuffer.allocate(2), 0, 2, SHORTS),
                life::finish,
                life::reset,
                life::snapshot,
                () -> life.restore(snapshot),
                life::enter);
    }

    @Test
    void hearsTheEndOnceAndNothingAfterIt() {
        say(life, 0.5f);
        life.finish();
        life.finish();
        assertEquals(1, ear.ends);
        assertEquals(2, ear.delivered);
        for (Executable accept : calls().subList(0, 3)) {
            ClosedException e = assertThrows(ClosedException.class, accept);
            assertTrue(e.getMessage().contains("RecognizerStream: expected a stream that goes on"));
        }
        assertEquals(List.of(500, 500), ear.heard);
        life.reset();
        say(life, 0.25f);
        assertEquals(List.of(250, 250), ear.heard);
    }

    @Test
    void keepsAFailureUntilResetOrRestored() {
        byte[] sound = life.snapshot();
        for (boolean reset : new boolean[] {true, false}) {
            ear.failure = new IllegalStateException("broken");
            assertSame(ear.failure, assertThrows(RuntimeException.class, () -> say(life, 1)));
            for (int call : new int[] {0, 1, 2, 3, 5}) {
                EngineException e = assertThrows(EngineException.class, calls().get(call));
                assertSame(ear.failure, e.getCause());
            }
            assertEquals(0, ear.ends);
            ear.failure = null;
            if (reset) {
                life.reset();
            } else {
                life.restore(sound);
            }
            say(life, 0.5f);
            assertEquals(List.of(500, 500), ear.heard);
        }
    }

    @Test
    void keepsAFailureAtTheEnd() {
        ear.failure = new IllegalStateException("broken");
        assertThrows(IllegalStateException.class, life::finish);
        assertEquals(1, ear.delivered, "what was found before can still be taken");
        assertThrows(EngineException.class, life::snapshot);
    }

    @Test
    void letsOneCallInAtATime() {
        List<Executable> calls = calls();
        List<Throwable> refused = new ArrayList<>();
        ear.inside =
                () -> {
                    ear.inside = () -> {};
                    for (Executable call : calls) {
                        refused.add(assertThrows(RuntimeException.class, call));
                        refused.add(inAnotherThread(call));
                    }
                };
        say(life, 0.5f);
        assertEquals(2 * calls.size(), refused.size());
        refused.forEach(e -> assertInstanceOf(ConcurrentUseException.class, e));
        assertEquals(List.of(500, 500), ear.heard);
        say(life, 0.5f);
    }

    private static Throwable inAnotherThread(Executable call) {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(() -> thrown[0] = assertThrows(RuntimeException.class, call));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thrown[0];
    }

    @Test
    void letsNobodyInOnceClosed() {
        List<Executable> calls = calls();
        life.close();
        life.close();
        for (Executable call : calls) {
            assertThrows(ClosedException.class, call);
        }
        assertEquals(List.of("one", "two"), freed);
    }

    @Test
    void completesTheCallDuringWhichAnotherThreadClosesIt() {
        List<Executable> calls = calls();
        ear.inside =
                () -> {
                    inAnotherThread(
                            () -> {
                                life.close();
                                calls.get(0).execute();
                            });
                    assertEquals(List.of(), freed);
                };
        say(life, 0.5f);
        assertEquals(List.of(500, 500), ear.heard);
        assertEquals(List.of("one", "two"), freed);
        assertThrows(ClosedException.class, calls.get(0));
    }

    @Test
    void letsGoOfTheSamplesOfEachCall() {
        say(life, 0.5f);
        life.accept(new short[] {8192}, 0, 1, SHORTS);
        life.accept(ByteBuffer.wrap(new byte[] {0, 0x10}), 0, 2, SHORTS);
        assertEquals(List.of(500, 500, 250, 250, 125, 125), ear.heard);
        ear.intakes[1] = new PcmIntake("test", 16_000, 1);
        assertThrows(AudioException.class, () -> say(life, 0.75f));
        assertFalse(ear.intakes[0].hasMore(), "the first intake had begun the call");
    }

    @Test
    void carriesItsStateToAnotherOne() {
        say(life, 0.5f);
        say(life, -0.5f);
        life.finish();
        Ear second = new Ear();
        StreamLife other = life(StreamKind.RECOGNIZER, second);
        other.restore(life.snapshot());
        assertEquals(ear.heard, second.heard);
        assertThrows(ClosedException.class, () -> say(other, 0));
        assertArrayEquals(life.snapshot(), other.snapshot());
    }

    @Test
    void refusesWhatIsOfAnotherStream() {
        byte[] snapshot = life.snapshot();
        Ear foreign = new Ear();
        foreign.model = 78;
        assertRefused(life(StreamKind.RECOGNIZER, foreign), snapshot, "another one");
        foreign.model = 77;
        foreign.option = 6;
        assertRefused(life(StreamKind.RECOGNIZER, foreign), snapshot, "other ones");
        foreign.option = 5;
        assertRefused(life(StreamKind.SESSION, foreign), snapshot, "one of a RecognizerStream");
        byte[] unknown = snapshot.clone();
        unknown[12] = 9;
        assertRefused(life, SnapshotBytes.resized(unknown, unknown.length), "unknown here");
        byte[] foreignMagic = snapshot.clone();
        foreignMagic[0]++;
        assertRefused(
                life, SnapshotBytes.resized(foreignMagic, foreignMagic.length), "other bytes");
        byte[] newer = snapshot.clone();
        newer[8]++;
        assertRefused(life, SnapshotBytes.resized(newer, newer.length), "version ");
        life(StreamKind.RECOGNIZER, foreign).restore(snapshot);
    }

    private static void assertRefused(StreamLife stream, byte[] snapshot, String found) {
        SnapshotException e = assertThrows(SnapshotException.class, () -> stream.restore(snapshot));
        assertTrue(e.found().contains(found), e.getMessage());
    }

    @Test
    void refusesEveryDamagedByteAndEveryLengthAndStaysAsItWas() {
        say(life, 0.5f);
        byte[] snapshot = life.snapshot();
        say(life, 0.25f);
        byte[] now = life.snapshot();
        for (int i = 0; i < snapshot.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = snapshot.clone();
                damaged[i] ^= (byte) (1 << bit);
                assertThrows(SnapshotException.class, () -> life.restore(damaged), "byte " + i);
            }
            byte[] cut = Arrays.copyOf(snapshot, i);
            assertThrows(SnapshotException.class, () -> life.restore(cut), "length " + i);
        }
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
        assertThrows(SnapshotException.class, () -> life.restore(longer));
        assertArrayEquals(now, life.snapshot());
    }

    @Test
    void beginsAnewIfAForgedSnapshotBreaksOffWithin() {
        say(life, 0.5f);
        life.finish();
        ear.savesMore = true;
        byte[] tooLong = life.snapshot();
        ear.savesMore = false;
        byte[] tooShort = SnapshotBytes.resized(tooLong, tooLong.length - Long.BYTES);
        for (byte[] forged : new byte[][] {tooLong, tooShort}) {
            assertThrows(SnapshotException.class, () -> life.restore(forged));
            assertEquals(List.of(), ear.heard);
            say(life, 0.25f);
            assertEquals(List.of(250, 250), ear.heard);
        }
    }
}
