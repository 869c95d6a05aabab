package org.ossicle.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.graph.Storage;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.StatePair;

/**
 * Writes a lowered plan as the bytes of a cache file, little-endian:
 *
 * <pre>
 * header   u64 magic and version, u64 bytes of the body, u64 checksums of the body
 * body     key       u32 length, bytes
 *          names     u32 inputs, u32 outputs, u32 states; a text per input and output;
 *                    per state a text, u32 element type, u32 rank, u64 sizes
 *          program   u32 length, bytes
 *          sources   u32 count; per source u32 kind, then
 *                    kind 0, a range of the model file: u64 offset, u64 length
 *                    kind 1, bytes of their own: u64 length, bytes
 * text     u32 length, UTF-8
 * </pre>
 */
final class EntryWriter {
    /** "OSCLPLAN" with the version of this format in its last byte. */
    static final long MAGIC = 0x4F53_434C_504C_4101L;

    static final int HEADER_BYTES = 24;
    static final int RANGE = 0;
    static final int BLOCK = 1;

    private final PlanKey key;
    private final LoweredPlan lowered;
    private final List<byte[]> texts = new ArrayList<>();

    private EntryWriter(PlanKey key, LoweredPlan lowered) {
        this.key = key;
        this.lowered = lowered;
    }

    /**
     * The file's content.
     *
     * @return null if the entry would be larger than {@code mostBytes}
     */
    static ByteBuffer write(PlanKey key, LoweredPlan lowered, long mostBytes) {
        EntryWriter writer = new EntryWriter(key, lowered);
        long bytes = writer.measure();
        return bytes > Math.min(mostBytes, Integer.MAX_VALUE) ? null : writer.write((int) bytes);
    }

    private long measure() {
        Plan outline = lowered.outline();
        long bytes = HEADER_BYTES + 4L + key.bytes().length + 12;
        bytes += measureNames(outline, outline.inputs()) + measureNames(outline, outline.outputs());
        for (StatePair state : outline.states()) {
            bytes += measure(state.name()) + 8 + 8L * outline.tensor(state.inputTensor()).rank();
        }
        bytes += 4 + lowered.program().bytes().limit() + 4;
        for (Storage source : lowered.program().sources()) {
            bytes += source instanceof Storage.FileRange ? 20 : 12 + source.length();
        }
        return bytes;
    }

    private long measureNames(Plan outline, List<Integer> tensors) {
        long bytes = 0;
        for (int tensor : tensors) {
            bytes += measure(outline.tensor(tensor).name());
        }
        return bytes;
    }

    private long measure(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        texts.add(utf8);
        return 4L + utf8.length;
    }

    private ByteBuffer write(int bytes) {
        Plan outline = lowered.outline();
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.position(HEADER_BYTES);
        out.putInt(key.bytes().length).put(key.bytes());
        out.putInt(outline.inputs().size()).putInt(outline.outputs().size());
        out.putInt(outline.states().size());
        int boundary = outline.inputs().size() + outline.outputs().size();
        for (int i = 0; i < texts.size(); i++) {
            out.putInt(texts.get(i).length).put(texts.get(i));
            if (i >= boundary) {
                StatePair state = outline.states().get(i - boundary);
                writeType(out, outline.tensor(state.inputTensor()));
            }
        }
        ByteBuffer program = lowered.program().bytes().duplicate().rewind();
        out.putInt(program.remaining()).put(program);
        writeSources(out);
        out.flip();
        ContentDigest digest = ContentDigest.of(out.duplicate().position(HEADER_BYTES));
        return out.putLong(0, MAGIC).putLong(8, digest.bytes()).putLong(16, digest.checksums());
    }

    private static void writeType(ByteBuffer out, PlanTensor tensor) {
        out.putInt(tensor.dtype().onnxCode()).putInt(tensor.rank());
        for (long size : tensor.dims()) {
            out.putLong(size);
        }
    }

    private void writeSources(ByteBuffer out) {
        out.putInt(lowered.program().sources().size());
        for (Storage source : lowered.program().sources()) {
            if (source instanceof Storage.FileRange range) {
                out.putInt(RANGE).putLong(range.offset()).putLong(range.length());
            } else {
                ByteBuffer block = ((Storage.Memory) source).bytes().duplicate();
                out.putInt(BLOCK).putLong(block.remaining()).put(block);
            }
        }
    }
}
