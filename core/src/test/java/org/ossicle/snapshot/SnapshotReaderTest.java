package org.ossicle.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ossicle.error.SnapshotException;

class SnapshotReaderTest {
    private static final int KIND = 3;
    private static final long MODEL = 0x0123456789abcdefL;

    private static SnapshotReader open(byte[] snapshot) {
        return SnapshotReader.open(snapshot, KIND, MODEL, kind -> "kind " + kind);
    }

    private static SnapshotReader written(Consumer<SnapshotWriter> state) {
        SnapshotWriter writer = new SnapshotWriter();
        state.accept(writer);
        return open(writer.seal(KIND, MODEL));
    }

    @Test
    void readsWhatWasWritten() {
        float[] many = new float[10_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i / 3f;
        }
        SnapshotReader reader =
                written(
                        writer -> {
                            writer.section("a");
                            writer.putBoolean(true);
                            writer.putBoolean(false);
                            writer.putInt(-5);
                            writer.putLong(1L << 40);
                            writer.putFloat(Float.NEGATIVE_INFINITY);
                            writer.putDouble(0.1);
                            writer.putText("\u4F60 a");
                            writer.putFloats(many, 1, many.length - 1);
                            writer.reserve(3).put(new byte[] {1, 2, 3});
                        });
        reader.section("a");
        assertTrue(reader.getBoolean());
        assertFalse(reader.getBoolean());
        assertEquals(-5, reader.getInt());
        assertEquals(SnapshotReader.LARGEST_POSITION, reader.getPosition());
        assertEquals(Float.NEGATIVE_INFINITY, reader.getFloat());
        assertEquals(0.1, reader.getDouble());
        assertEquals("\u4F60 a", reader.getText());
        float[] read = new float[many.length];
        reader.getFloats(read, 1, many.length - 1);
        assertArrayEquals(many, read);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), reader.take(3));
        reader.end();
    }

    @Test
    void refusesValuesOutsideTheirRange() {
        assertRefused(w -> w.putInt(4), r -> r.getInt(5, 9));
        assertRefused(w -> w.putInt(10), r -> r.getInt(5, 9));
        assertRefused(w -> w.putLong(4), r -> r.getLong(5, 9));
        assertRefused(w -> w.putLong(10), r -> r.getLong(5, 9));
        assertRefused(w -> w.putLong(-1), SnapshotReader::getPosition);
        assertRefused(w -> w.putLong((1L << 40) + 1), SnapshotReader::getPosition);
        for (float wrong : new float[] {0.9f, 2.1f, Float.NaN}) {
            assertRefused(w -> w.putFloat(wrong), r -> r.getFloat(1, 2));
            assertRefused(w -> w.putDouble(wrong), r -> r.getDouble(1, 2));
        }
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] numbers = {1, wrong};
            assertRefused(w -> w.putFloats(numbers, 0, 2), r -> r.getFloats(new float[2], 0, 2));
        }
        assertRefused(w -> w.reserve(1).put((byte) 2), SnapshotReader::getBoolean);
        assertRefused(w -> w.section("a"), r -> r.section("b"));
    }

    @Test
    void refusesCountsThatCannotBe() {
        for (int wrong : new int[] {-1, 3, Integer.MAX_VALUE}) {
            assertRefused(
                    w -> {
                        w.putInt(wrong);
                        w.putLong(0);
                        w.putInt(0);
                    },
                    r -> r.getCount(6));
            assertRefused(w -> w.putInt(wrong), SnapshotReader::getText);
        }
    }

    @Test
    void refusesToReadPastTheEndOrToStopBeforeIt() {
        for (Consumer<SnapshotReader> read :
                List.<Consumer<SnapshotReader>>of(
                        SnapshotReader::getInt,
                        SnapshotReader::getLong,
                        SnapshotReader::getFloat,
                        SnapshotReader::getDouble,
                        SnapshotReader::getText,
                        r -> r.section("a"),
                        r -> r.getCount(1),
                        r -> r.take(4),
                        r -> r.getFloats(new float[1], 0, 1),
                        SnapshotReader::end)) {
            assertRefused(w -> w.reserve(3).put(new byte[3]), read);
        }
        assertRefused(w -> {}, SnapshotReader::getBoolean);
    }

    private static void assertRefused(
            Consumer<SnapshotWriter> state, Consumer<SnapshotReader> read) {
        SnapshotReader reader = written(state);
        assertThrows(SnapshotException.class, () -> read.accept(reader));
    }

    @Test
    void keepsNoHoldOfTheCallersBytes() {
        SnapshotWriter writer = new SnapshotWriter();
        writer.putInt(1);
        byte[] snapshot = writer.seal(KIND, MODEL);
        SnapshotReader reader = open(snapshot);
        Arrays.fill(snapshot, (byte) 9);
        assertEquals(1, reader.getInt());
    }
}
