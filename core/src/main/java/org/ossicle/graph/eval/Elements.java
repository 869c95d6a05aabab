package org.ossicle.graph.eval;

import java.nio.ByteBuffer;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;

/** Elements of tensors as Java arrays, and their bytes as they are. */
final class Elements {
    private Elements() {}

    static float[] floats(Tensor tensor) {
        float[] values = new float[tensor.elements()];
        if (tensor.dtype() == DType.FLOAT32) {
            tensor.data().asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) tensor.getDouble(i);
            }
        }
        return values;
    }

    static double[] doubles(Tensor tensor) {
        double[] values = new double[tensor.elements()];
        if (tensor.dtype() == DType.FLOAT32) {
            float[] floats = floats(tensor);
            for (int i = 0; i < values.length; i++) {
                values[i] = floats[i];
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getDouble(i);
            }
        }
        return values;
    }

    static int[] ints(Tensor tensor) {
        int[] values = new int[tensor.elements()];
        boolean unsigned = tensor.dtype() == DType.UINT8;
        if (unsigned || tensor.dtype() == DType.INT8) {
            byte[] bytes = new byte[values.length];
            tensor.data().get(bytes);
            int mask = unsigned ? 0xFF : -1;
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes[i] & mask;
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (int) tensor.getLong(i);
            }
        }
        return values;
    }

    /** The values of a list, or null if there is none. */
    static long[] longs(Tensor tensor) {
        return tensor == null ? null : tensor.toLongs();
    }

    static void put(Tensor tensor, float[] values) {
        if (tensor.dtype() == DType.FLOAT32) {
            tensor.data().asFloatBuffer().put(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                tensor.setDouble(i, values[i]);
            }
        }
    }

    static void put(Tensor tensor, double[] values) {
        for (int i = 0; i < values.length; i++) {
            tensor.setDouble(i, values[i]);
        }
    }

    static void put(Tensor tensor, int[] values) {
        for (int i = 0; i < values.length; i++) {
            tensor.setLong(i, values[i]);
        }
    }

    /** All bytes of one tensor to another of the same size. */
    static void copyAll(Tensor from, Tensor to) {
        to.data().put(from.data());
    }

    /** Element {@code i} of {@code from} in every element of {@code to}. */
    static void fill(Tensor from, int i, Tensor to) {
        ByteBuffer source = from.data();
        ByteBuffer target = to.data();
        int bytes = from.dtype().bytes();
        for (int j = 0; j < to.elements(); j++) {
            copy(source, i, target, j, bytes);
        }
    }

    /** One element of that many bytes. */
    static void copy(ByteBuffer source, int i, ByteBuffer target, int j, int bytes) {
        switch (bytes) {
            case 1 -> target.put(j, source.get(i));
            case 2 -> target.putShort(j * 2, source.getShort(i * 2));
            case 4 -> target.putInt(j * 4, source.getInt(i * 4));
            default -> target.putLong(j * 8, source.getLong(i * 8));
        }
    }

    /** The number of elements that dimensions from {@code first} to before {@code end} span. */
    static int span(long[] dims, int first, int end) {
        long product = 1;
        for (int i = first; i < end; i++) {
            product *= dims[i];
        }
        return Math.toIntExact(product);
    }

    /** {@code axis}, counted from the end if negative. */
    static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** How far apart neighbours along each dimension of a dense tensor lie, in elements. */
    static long[] denseStrides(long[] dims) {
        long[] strides = new long[dims.length];
        long step = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= dims[i];
        }
        return strides;
    }
}
