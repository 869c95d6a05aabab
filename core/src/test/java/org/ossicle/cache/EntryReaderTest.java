package org.ossicle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.lowering.LoweredPlan;

/** Entries whose checksum fits, written by somebody who knows the format. */
class EntryReaderTest {
    private static final Path MODEL = Path.of("/models/m.onnx");
    private static final PlanKey KEY = Samples.key(1);

    private final LoweredPlan plan = Samples.plan(1, MODEL);
    private ByteBuffer entry;

    @BeforeEach
    void write() throws EntryReader.DamagedException {
        entry = EntryWriter.write(KEY, plan, 1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        assertNotNull(read(entry));
    }

    private static LoweredPlan read(ByteBuffer entry) throws EntryReader.DamagedException {
        ByteBuffer body = entry.duplicate().position(EntryWriter.HEADER_BYTES);
        ContentDigest digest = ContentDigest.of(body);
        entry.putLong(8, digest.bytes()).putLong(16, digest.checksums());
        return EntryReader.read(entry, KEY, MODEL);
    }

    private void assertRefused(String why) {
        EntryReader.DamagedException e =
                assertThrows(EntryReader.DamagedException.class, () -> read(entry));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    /** Where the first state says its element type, its rank and its sizes. */
    private int stateType() {
        ByteBuffer at = entry.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        at.position(EntryWriter.HEADER_BYTES);
        at.position(at.getInt() + at.position());
        int texts = at.getInt() + at.getInt() + at.getInt();
        assertEquals(plan.outline().inputs().size() + plan.outline().outputs().size() + 1, texts);
        for (int i = 0; i < texts; i++) {
            at.position(at.getInt() + at.position());
        }
        return at.position();
    }

    @Test
    void refusesBytesAfterTheEnd() {
        ByteBuffer longer = ByteBuffer.allocate(entry.limit() + 1).order(ByteOrder.LITTLE_ENDIAN);
        entry = longer.put(entry.duplicate()).rewind();
        assertRefused("1 bytes too many");
    }

    @Test
    void refusesAnUnknownKindOfSource() {
        int lastBlock = entry.limit() - 12 - 101;
        assertEquals(EntryWriter.BLOCK, entry.getInt(lastBlock));
        entry.putInt(lastBlock, 7);
        assertRefused("a source of kind 7");
    }

    @Test
    void refusesStatesThatCannotBe() {
        int type = stateType();
        int rank = entry.getInt(type + 4);
        assertTrue(rank > 0);
        long size = entry.getLong(type + 8);
        entry.putLong(type + 8, -1);
        assertRefused("a size of -1");
        entry.putLong(type + 8, Long.MAX_VALUE);
        assertRefused("");
        entry.putLong(type + 8, size + 1);
        assertRefused("");
        entry.putLong(type + 8, size).putInt(type, 99);
        assertRefused("without a type");
    }

    @Test
    void refusesCountsAndLengthsThatDoNotFit() {
        int key = EntryWriter.HEADER_BYTES;
        int counts = key + 4 + KEY.bytes().length;
        for (int at : new int[] {key, counts, counts + 4, counts + 8, counts + 12}) {
            int right = entry.getInt(at);
            for (int wrong : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, entry.limit()}) {
                entry.putInt(at, wrong);
                assertRefused("");
            }
            entry.putInt(at, right);
        }
    }
}
