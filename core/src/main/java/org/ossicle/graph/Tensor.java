package org.ossicle.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A dense tensor in memory: row-major, little-endian, without gaps. The shape is fixed; the bytes
 * are the owner's to write until the tensor is shared.
 */
public final class Tensor implements Constant {
    private final DType dtype;
    private final long[] dims;
    private final ByteBuffer data;
    private final int elements;

    /**
     * @param dtype the element type, of fixed size
     * @param dims the sizes, outermost first
     * @param data the elements between position and limit, little-endian; not copied
     */
    public Tensor(DType dtype, long[] dims, ByteBuffer data) {
        this.dtype = Objects.requireNonNull(dtype);
        this.dims = dims.clone();
        this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.elements = Math.toIntExact(Shape.elements(dims));
        if (this.data.capacity() != (long) elements * dtype.bytes()) {
            throw new IllegalArgumentException(
                    type() + " needs " + byteSize() + " bytes, got " + this.data.capacity());
        }
    }

    /** A tensor of zeros on the heap. */
    public static Tensor zeros(DType dtype, long... dims) {
        long bytes = Math.multiplyExact(Shape.elements(dims), (long) dtype.bytes());
        return new Tensor(dtype, dims, ByteBuffer.allocate(Math.toIntExact(bytes)));
    }

    public static Tensor ofFloats(long[] dims, float... values) {
        Tensor tensor = zeros(DType.FLOAT32, dims);
        tensor.data.asFloatBuffer().put(values);
        return tensor;
    }

    public static Tensor ofLongs(long[] dims, long... values) {
        Tensor tensor = zeros(DType.INT64, dims);
        tensor.data.asLongBuffer().put(values);
        return tensor;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long[] dims() {
        return dims.clone();
    }

    public int rank() {
        return dims.length;
    }

    public long dim(int axis) {
        return dims[axis];
    }

    /** The number of elements. */
    public int elements() {
        return elements;
    }

    @Override
    public Tensor load() {
        return this;
    }

    /** The bytes of all elements; position 0, little-endian, shared with this tensor. */
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same elements in another shape. */
    public Tensor reshaped(long... newDims) {
        return new Tensor(dtype, newDims, data);
    }

    /** Element {@code i} in row-major order as a double; booleans read 0 or 1. */
    public double getDouble(int i) {
        return switch (dtype) {
            case FLOAT32 -> data.getFloat(i * 4);
            case FLOAT64 -> data.getDouble(i * 8);
            case FLOAT16 -> Float16.toFloat(data.getShort(i * 2));
            case BFLOAT16 -> Float16.fromBfloat16(data.getShort(i * 2));
            case UINT64 -> unsignedToDouble(data.getLong(i * 8));
            default -> getLong(i);
        };
    }

    /**
     * Element {@code i} in row-major order as a long; floating point values are cut off towards
     * zero, an unsigned 64-bit value keeps its bits.
     */
    public long getLong(int i) {
        return switch (dtype) {
            case INT64, UINT64 -> data.getLong(i * 8);
            case INT32 -> data.getInt(i * 4);
            case UINT32 -> data.getInt(i * 4) & 0xFFFFFFFFL;
            case INT16 -> data.getShort(i * 2);
            case UINT16 -> data.getShort(i * 2) & 0xFFFF;
            case INT8 -> data.get(i);
            case UINT8 -> data.get(i) & 0xFF;
            case BOOL -> data.get(i) != 0 ? 1 : 0;
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> (long) getDouble(i);
            case STRING -> throw new IllegalStateException("strings have no numeric value");
        };
    }

    /** Writes element {@code i}, rounded to this tensor's type as a Java cast would. */
    public void setDouble(int i, double value) {
        switch (dtype) {
            case FLOAT32 -> data.putFloat(i * 4, (float) value);
            case FLOAT64 -> data.putDouble(i * 8, value);
            case FLOAT16 -> data.putShort(i * 2, Float16.fromFloat((float) value));
            case BFLOAT16 -> data.putShort(i * 2, Float16.toBfloat16((float) value));
            default -> setLong(i, (long) value);
        }
    }

    /** Writes element {@code i}, keeping the low bits of integers; booleans take any non-zero. */
    public void setLong(int i, long value) {
        switch (dtype) {
            case INT64, UINT64 -> data.putLong(i * 8, value);
            case INT32, UINT32 -> data.putInt(i * 4, (int) value);
            case INT16, UINT16 -> data.putShort(i * 2, (short) value);
            case INT8, UINT8 -> data.put(i, (byte) value);
            case BOOL -> data.put(i, (byte) (value != 0 ? 1 : 0));
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> setDouble(i, value);
            case STRING -> throw new IllegalStateException("strings have no numeric value");
        }
    }

    /** All elements as longs, in row-major order. */
    public long[] toLongs() {
        long[] values = new long[elements];
        if (dtype == DType.INT64 || dtype == DType.UINT64) {
            data.asLongBuffer().get(values);
            return values;
        }
        for (int i = 0; i < elements; i++) {
            values[i] = getLong(i);
        }
        return values;
    }

    private static double unsignedToDouble(long bits) {
        return bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2.0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type().toString()).append('{');
        for (int i = 0; i < Math.min(elements, 8); i++) {
            text.append(i == 0 ? "" : ", ");
            if (dtype.isFloat()) {
                text.append(getDouble(i));
            } else {
                text.append(getLong(i));
            }
        }
        return text.append(elements > 8 ? ", ...}" : "}").toString();
    }
}
