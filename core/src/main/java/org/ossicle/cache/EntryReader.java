package org.ossicle.cache;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.NativeProgram;
import org.ossicle.engine.lowering.ProgramOutline;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Storage;
import org.ossicle.graph.TensorType;
import org.ossicle.plan.Plan;

/** Reads what {@link EntryWriter} wrote, from bytes that may be anything. */
final class EntryReader {
    private final ByteBuffer in;
    private final Path model;

    private EntryReader(ByteBuffer in, Path model) {
        this.in = in;
        this.model = model;
    }

    /** Why bytes are not an entry. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String found) {
            super(found);
        }

        DamagedException(String found, Throwable cause) {
            super(found, cause);
        }
    }

    /**
     * The plan in a cache file.
     *
     * @param content the file's bytes from position 0 to the limit
     * @param model the model file that ranges refer to
     * @return null if the entry is sound but of another key or version
     * @throws DamagedException if the bytes are not what a writer wrote
     */
    static LoweredPlan read(ByteBuffer content, PlanKey key, Path model) throws DamagedException {
        ByteBuffer in = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < EntryWriter.HEADER_BYTES) {
            throw new DamagedException(in.remaining() + " bytes");
        }
        if (in.getLong() != EntryWriter.MAGIC) {
            return null;
        }
        long bytes = in.getLong();
        long checksums = in.getLong();
        if (bytes != in.remaining() || checksums != ContentDigest.of(in).checksums()) {
            throw new DamagedException("a wrong length or checksum");
        }
        try {
            return new EntryReader(in, model).read(key);
        } catch (BufferUnderflowException | ArithmeticException | InvalidGraphException e) {
            throw new DamagedException(e.toString(), e);
        }
    }

    private LoweredPlan read(PlanKey key) throws DamagedException {
        ByteBuffer found = bytes(in.getInt());
        if (!found.equals(ByteBuffer.wrap(key.bytes()))) {
            return null;
        }
        int inputCount = count();
        int outputCount = count();
        int stateCount = count();
        List<String> inputs = texts(inputCount);
        List<String> outputs = texts(outputCount);
        List<ProgramOutline.State> states = new ArrayList<>();
        for (int i = 0; i < stateCount; i++) {
            states.add(new ProgramOutline.State(text(), type()));
        }
        ByteBuffer program = direct(in.getInt());
        List<Storage> sources = sources();
        if (in.hasRemaining()) {
            throw new DamagedException(in.remaining() + " bytes too many");
        }
        Plan outline = ProgramOutline.read(model.toString(), program, inputs, outputs, states);
        return new LoweredPlan(outline, new NativeProgram(program, sources));
    }

    private List<Storage> sources() throws DamagedException {
        int count = count();
        List<Storage> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = in.getInt();
            if (kind == EntryWriter.RANGE) {
                long offset = in.getLong();
                sources.add(new Storage.FileRange(model, offset, in.getLong()));
            } else if (kind == EntryWriter.BLOCK) {
                sources.add(new Storage.Memory(direct(in.getLong())));
            } else {
                throw new DamagedException("a source of kind " + kind);
            }
        }
        return sources;
    }

    private int count() throws DamagedException {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / 4) {
            throw new DamagedException("a count of " + count);
        }
        return count;
    }

    private List<String> texts(int count) throws DamagedException {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private String text() throws DamagedException {
        return StandardCharsets.UTF_8.decode(bytes(in.getInt())).toString();
    }

    private TensorType type() throws DamagedException {
        DType dtype = DType.ofOnnxCode(in.getInt());
        long[] sizes = new long[count()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.getLong();
            if (sizes[i] < 0) {
                throw new DamagedException("a size of " + sizes[i]);
            }
        }
        if (dtype == null || dtype.bytes() == 0) {
            throw new DamagedException("a state without a type");
        }
        return TensorType.of(dtype, sizes);
    }

    private ByteBuffer bytes(long length) throws DamagedException {
        if (length < 0 || length > in.remaining()) {
            throw new DamagedException("a length of " + length);
        }
        ByteBuffer part = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return part;
    }

    /** A copy outside the heap, where native code can read it. */
    private ByteBuffer direct(long length) throws DamagedException {
        ByteBuffer part = bytes(length);
        ByteBuffer copy = ByteBuffer.allocateDirect(part.remaining());
        return copy.order(ByteOrder.LITTLE_ENDIAN).put(part).flip();
    }
}
