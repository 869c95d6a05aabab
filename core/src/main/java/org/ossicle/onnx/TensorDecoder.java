package org.ossicle.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;

/**
 * Decodes one {@code TensorProto}. Elements that lie in the file as they lie in memory stay there;
 * tensors of up to {@value #SMALL_BYTES} bytes, which shape arithmetic wants to look at, are read.
 *
 * <p>Used for one tensor, by one thread.
 */
final class TensorDecoder {
    static final int SMALL_BYTES = 4096;

    private static final int MAX_RANK = 64;
    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int STRING_DATA = 6;
    private static final int INT64_DATA = 7;
    private static final int DOUBLE_DATA = 10;
    private static final int UINT64_DATA = 11;

    private final WireReader in;
    private final ExternalFiles external;
    private final LongList dims = new LongList();
    private final ExternalEntry entry = new ExternalEntry();
    private String name = "";
    private int typeCode;
    private boolean isExternal;
    private boolean isSegment;
    private long rawOffset = -1;
    private long rawLength;
    private int typedField;
    private long typedCount;
    private long packedOffset = -1;

    private TensorDecoder(WireReader in, ExternalFiles external) {
        this.in = in;
        this.external = external;
    }

    /** Decodes the message that {@code in} has entered. */
    static OnnxTensor decode(WireReader in, ExternalFiles external) {
        return new TensorDecoder(in, external).decode();
    }

    /** Reads only the name of the tensor whose message {@code in} has entered. */
    static String decodeName(WireReader in) {
        String name = "";
        while (in.next()) {
            if (in.field() == 8) {
                name = in.string();
            } else {
                in.skip();
            }
        }
        return name;
    }

    private OnnxTensor decode() {
        long start = in.position();
        while (in.next()) {
            readField();
        }
        DType dtype = DType.ofOnnxCode(typeCode);
        if (dtype == null || dtype == DType.STRING) {
            return new OnnxTensor(name, null, "elements of type " + ElementTypes.name(typeCode));
        }
        if (isSegment) {
            return new OnnxTensor(name, null, "a tensor in segments");
        }
        return new OnnxTensor(name, elements(dtype, start), null);
    }

    private void readField() {
        switch (in.field()) {
            case 1 -> dims.readFrom(in);
            case 2 -> typeCode = (int) in.integer();
            case 3 -> isSegment = skipped();
            case FLOAT_DATA -> countFixed(4);
            case DOUBLE_DATA -> countFixed(8);
            case INT32_DATA, INT64_DATA, UINT64_DATA -> countVarints();
            case STRING_DATA -> in.skip();
            case 8 -> name = in.string();
            case 9 -> {
                long end = in.delimitedEnd();
                rawOffset = in.position();
                rawLength = end - rawOffset;
                in.moveTo(end);
            }
            case 13 -> entry.readFrom(in);
            case 14 -> isExternal = in.integer() == 1;
            default -> in.skip();
        }
    }

    private boolean skipped() {
        in.skip();
        return true;
    }

    private void countFixed(int width) {
        use();
        if (!in.isDelimited()) {
            packedOffset = -1;
            typedCount++;
            in.skip();
            return;
        }
        long end = in.delimitedEnd();
        long length = end - in.position();
        if (length % width != 0) {
            throw in.damaged(in.position(), "a multiple of " + width + " bytes", length + "");
        }
        packedOffset = typedCount == 0 ? in.position() : -1;
        typedCount += length / width;
        in.moveTo(end);
    }

    private void countVarints() {
        use();
        if (!in.isDelimited()) {
            in.integer();
            typedCount++;
            return;
        }
        long outer = in.enter();
        while (!in.isAtEnd()) {
            in.varint();
            typedCount++;
        }
        in.leave(outer);
    }

    /** Notes which field holds the elements; a tensor may use one only. */
    private void use() {
        if (typedField != in.field() && typedCount > 0) {
            throw broken("elements in one field", "fields " + typedField + " and " + in.field());
        }
        typedField = in.field();
    }

    private Constant elements(DType dtype, long start) {
        long[] sizes = dims.toArray();
        if (sizes.length > MAX_RANK) {
            throw broken("at most " + MAX_RANK + " dimensions", sizes.length + "");
        }
        long bytes = byteSize(dtype, sizes);
        boolean raw = rawOffset >= 0 && rawLength > 0;
        if (raw && typedCount > 0) {
            throw broken("elements in one field", "raw data beside field " + typedField);
        }
        if (isExternal) {
            if (raw || typedCount > 0) {
                throw broken("elements in an external file", "elements in the model too");
            }
            Storage storage = external.find(name, entry, bytes);
            return small(new StoredTensor(dtype, sizes, storage));
        }
        if (raw) {
            if (rawLength != bytes) {
                throw broken(bytes + " bytes for " + type(dtype, sizes), rawLength + " bytes");
            }
            return stored(dtype, sizes, rawOffset, bytes);
        }
        if (bytes == 0 && typedCount == 0) {
            return Tensor.zeros(dtype, sizes);
        }
        return typed(dtype, sizes, start);
    }

    private Constant typed(DType dtype, long[] sizes, long start) {
        long count = Shape.elements(sizes);
        int field = typedFieldOf(dtype);
        if (typedCount != count || typedField != field) {
            throw broken(
                    count + " elements in field " + field + " for " + type(dtype, sizes),
                    typedCount == 0 ? "none" : typedCount + " in field " + typedField);
        }
        if (packedOffset >= 0) {
            return stored(dtype, sizes, packedOffset, count * dtype.bytes());
        }
        if (count > Integer.MAX_VALUE / dtype.bytes()) {
            throw broken("raw data for a tensor of this size", count + " separate elements");
        }
        int bytes = (int) count * dtype.bytes();
        ByteBuffer buffer =
                bytes <= SMALL_BYTES
                        ? ByteBuffer.allocate(bytes)
                        : OffHeap.allocate(in.source().name(), bytes);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        long end = in.position();
        in.rewind(start);
        while (in.next()) {
            if (in.field() == field) {
                copyTyped(dtype, buffer);
            } else {
                in.skip();
            }
        }
        in.rewind(end);
        return new Tensor(dtype, sizes, buffer.flip());
    }

    private void copyTyped(DType dtype, ByteBuffer buffer) {
        if (!in.isDelimited()) {
            copyElement(dtype, buffer);
            return;
        }
        long outer = in.enter();
        while (!in.isAtEnd()) {
            copyElement(dtype, buffer);
        }
        in.leave(outer);
    }

    private void copyElement(DType dtype, ByteBuffer buffer) {
        if (typedField == FLOAT_DATA || typedField == DOUBLE_DATA) {
            put(buffer, dtype.bytes(), in.fixed(dtype.bytes()));
        } else {
            put(buffer, dtype.bytes(), in.varint());
        }
    }

    private static void put(ByteBuffer buffer, int width, long bits) {
        switch (width) {
            case 1 -> buffer.put((byte) bits);
            case 2 -> buffer.putShort((short) bits);
            case 4 -> buffer.putInt((int) bits);
            default -> buffer.putLong(bits);
        }
    }

    private static int typedFieldOf(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> FLOAT_DATA;
            case FLOAT64 -> DOUBLE_DATA;
            case INT64 -> INT64_DATA;
            case UINT32, UINT64 -> UINT64_DATA;
            default -> INT32_DATA;
        };
    }

    private Constant stored(DType dtype, long[] sizes, long offset, long bytes) {
        if (bytes > SMALL_BYTES) {
            return new StoredTensor(dtype, sizes, in.source().range(offset, bytes));
        }
        return new Tensor(dtype, sizes, ByteBuffer.wrap(in.bytesAt(offset, (int) bytes)));
    }

    private Constant small(StoredTensor stored) {
        if (stored.byteSize() > SMALL_BYTES) {
            return stored;
        }
        return stored.load();
    }

    private long byteSize(DType dtype, long[] sizes) {
        try {
            for (long size : sizes) {
                if (size < 0) {
                    throw broken("sizes of at least 0", type(dtype, null) + dims);
                }
            }
            return Math.multiplyExact(Shape.elements(sizes), (long) dtype.bytes());
        } catch (ArithmeticException e) {
            throw broken("a tensor that fits 64-bit sizes", type(dtype, null) + dims);
        }
    }

    private static String type(DType dtype, long[] sizes) {
        String name = dtype.name().toLowerCase(java.util.Locale.ROOT);
        return sizes == null ? name : name + Shape.of(sizes);
    }

    private ModelFormatException broken(String expected, String found) {
        return new ModelFormatException(
                in.source().name() + ", tensor '" + name + "'",
                expected,
                found,
                "export the model again");
    }
}
