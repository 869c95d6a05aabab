package org.ossicle.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.PlanTensor;

/** Moves elements between a strided view and dense ones. Both buffers are little-endian. */
public final class StridedCopy {
    private StridedCopy() {}

    /** The elements of a view of {@code bytes} as a dense tensor. */
    static Tensor gather(ByteBuffer bytes, PlanTensor view) {
        ByteBuffer dense = ByteBuffer.allocate(Math.toIntExact(view.byteSize()));
        dense.order(ByteOrder.LITTLE_ENDIAN);
        copy(bytes, dense, view, true);
        return new Tensor(view.dtype(), view.dims(), dense);
    }

    /** Copies the elements of a view of {@code bytes} to {@code target}, from its position on. */
    public static void read(ByteBuffer bytes, PlanTensor view, ByteBuffer target) {
        copy(bytes, next(target, view), view, true);
    }

    /** Takes the elements of a view of {@code bytes} from {@code source}, from its position on. */
    public static void write(ByteBuffer bytes, PlanTensor view, ByteBuffer source) {
        copy(bytes, next(source, view), view, false);
    }

    private static ByteBuffer next(ByteBuffer buffer, PlanTensor view) {
        int size = Math.toIntExact(view.byteSize());
        ByteBuffer part = buffer.slice(buffer.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + size);
        return part;
    }

    /** Writes dense elements to where a view of {@code bytes} has them. */
    static void scatter(ByteBuffer dense, ByteBuffer bytes, PlanTensor view) {
        copy(bytes, dense, view, false);
    }

    private static void copy(ByteBuffer bytes, ByteBuffer dense, PlanTensor view, boolean gather) {
        long[] dims = view.dims();
        long[] strides = view.strides();
        int size = view.dtype().bytes();
        long[] index = new long[dims.length];
        long place = view.offset();
        for (int i = 0; i < dense.limit(); i += size) {
            ByteBuffer from = gather ? bytes : dense;
            ByteBuffer to = gather ? dense : bytes;
            move(from, gather ? (int) place : i, to, gather ? i : (int) place, size);
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                place += strides[axis] * size;
                if (++index[axis] < dims[axis]) {
                    break;
                }
                place -= strides[axis] * size * dims[axis];
                index[axis] = 0;
            }
        }
    }

    private static void move(ByteBuffer from, int source, ByteBuffer to, int target, int size) {
        switch (size) {
            case 1 -> to.put(target, from.get(source));
            case 2 -> to.putShort(target, from.getShort(source));
            case 4 -> to.putInt(target, from.getInt(source));
            default -> to.putLong(target, from.getLong(source));
        }
    }
}
