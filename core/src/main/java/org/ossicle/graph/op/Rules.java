package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/** The checks that shape rules share; each failure is an exception that names the node. */
final class Rules {
    private Rules() {}

    /**
     * The first {@code required} inputs must be there, no more than {@code most} listed, and each
     * of a sane size, so that products of sizes cannot overflow.
     */
    static void inputs(InferenceContext context, int required, int most) {
        if (context.inputCount() > most) {
            throw context.invalid("at most " + most + " inputs", context.inputCount() + "");
        }
        for (int i = 0; i < required; i++) {
            if (!context.has(i)) {
                throw context.invalid("input " + i, "none");
            }
        }
        for (int i = 0; i < context.inputCount(); i++) {
            if (context.has(i)) {
                sane(context, context.dtype(i), context.dims(i));
            }
        }
    }

    static void outputs(InferenceContext context, int most) {
        if (context.outputCount() > most) {
            throw context.invalid("at most " + most + " outputs", context.outputCount() + "");
        }
    }

    static void dtype(InferenceContext context, int i, boolean fits, String wanted) {
        if (!fits) {
            throw context.invalid(wanted + " as input " + i, context.type(i).toString());
        }
    }

    static DType floating(InferenceContext context, int i) {
        dtype(context, i, context.dtype(i).isFloat(), "a floating point tensor");
        return context.dtype(i);
    }

    static DType numeric(InferenceContext context, int i) {
        DType type = context.dtype(i);
        dtype(context, i, type.isFloat() || type.isInteger(), "a numeric tensor");
        return type;
    }

    static DType integer(InferenceContext context, int i) {
        dtype(context, i, context.dtype(i).isInteger(), "an integer tensor");
        return context.dtype(i);
    }

    static DType unsigned(InferenceContext context, int i) {
        dtype(context, i, context.dtype(i).isUnsignedInteger(), "an unsigned integer tensor");
        return context.dtype(i);
    }

    static DType bool(InferenceContext context, int i) {
        dtype(context, i, context.dtype(i) == DType.BOOL, "a bool tensor");
        return DType.BOOL;
    }

    /** Anything with elements of fixed size. */
    static DType any(InferenceContext context, int i) {
        dtype(context, i, context.dtype(i) != DType.STRING, "a tensor other than strings");
        return context.dtype(i);
    }

    /** INT32 or INT64, the types of indices. */
    static void indices(InferenceContext context, int i) {
        DType type = context.dtype(i);
        dtype(context, i, type == DType.INT32 || type == DType.INT64, "int32 or int64");
    }

    /** UINT8 or INT8, the types of quantised products. */
    static void bytes(InferenceContext context, int i) {
        DType type = context.dtype(i);
        dtype(context, i, type == DType.UINT8 || type == DType.INT8, "uint8 or int8");
    }

    static void is(InferenceContext context, int i, DType wanted) {
        dtype(context, i, context.dtype(i) == wanted, "a " + wanted + " tensor");
    }

    /** The second factor of a product: of the same type, or a 16-bit one where that is FLOAT32. */
    static void weight(InferenceContext context, int i, DType type) {
        DType found = context.dtype(i);
        boolean narrow = found == DType.FLOAT16 || found == DType.BFLOAT16;
        boolean fits = found == type || (type == DType.FLOAT32 && narrow);
        dtype(context, i, fits, "a " + type + " tensor or a 16-bit weight");
    }

    /** Input {@code i}, if it is there, must have the element type {@code wanted}. */
    static void isIfThere(InferenceContext context, int i, DType wanted) {
        if (context.has(i)) {
            is(context, i, wanted);
        }
    }

    static long[] rank(InferenceContext context, int i, int wanted) {
        long[] dims = context.dims(i);
        if (dims.length != wanted) {
            throw context.invalid(
                    "input " + i + " with " + wanted + " dimensions", context.type(i).toString());
        }
        return dims;
    }

    /** Input {@code i} must have exactly these sizes. */
    static void dims(InferenceContext context, int i, long... wanted) {
        if (!Arrays.equals(context.dims(i), wanted)) {
            throw context.invalid(
                    "input " + i + " of shape " + Arrays.toString(wanted),
                    context.type(i).toString());
        }
    }

    static void dimsIfThere(InferenceContext context, int i, long... wanted) {
        if (context.has(i)) {
            dims(context, i, wanted);
        }
    }

    /** A scalar or a tensor of one element. */
    static void single(InferenceContext context, int i) {
        if (context.type(i).shape().elements() != 1) {
            throw context.invalid("a single element as input " + i, context.type(i).toString());
        }
    }

    /** {@code axis} counted from the front, for a tensor of that rank. */
    static int axis(InferenceContext context, long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw context.invalid(
                    "an axis from " + -rank + " to " + (rank - 1), Long.toString(axis));
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** Which dimensions {@code axes} name; naming one twice is an error. */
    static boolean[] axes(InferenceContext context, long[] axes, int rank) {
        boolean[] named = new boolean[rank];
        for (long axis : axes) {
            int i = axis(context, axis, rank);
            if (named[i]) {
                throw context.invalid("each axis once", Arrays.toString(axes));
            }
            named[i] = true;
        }
        return named;
    }

    /** The value of input {@code i}, on which the shape depends. */
    static Tensor constant(InferenceContext context, int i, String role) {
        Tensor value = context.constant(i);
        if (value == null) {
            throw context.invalid(
                    role + " (input " + i + ") known when the model is bound",
                    "a value computed as it runs; bind it as a constant");
        }
        return value;
    }

    /** The integers of input {@code i}, a list or scalar on which the shape depends. */
    static long[] longs(InferenceContext context, int i, String role) {
        integer(context, i);
        if (context.dims(i).length > 1) {
            throw context.invalid(role + " as a list", context.type(i).toString());
        }
        return constant(context, i, role).toLongs();
    }

    /** As {@link #longs}, for an input of one element. */
    static long one(InferenceContext context, int i, String role) {
        integer(context, i);
        single(context, i);
        return constant(context, i, role).getLong(0);
    }

    /** The sizes that two inputs broadcast to. */
    static long[] broadcast(InferenceContext context, int i, int j) {
        long[] dims = Broadcasting.shape(context.dims(i), context.dims(j));
        if (dims == null) {
            throw context.invalid(
                    "shapes that broadcast", context.type(i) + " and " + context.type(j));
        }
        return dims;
    }

    /** Input {@code i}, if it is there, must be of that type and stretch to these sizes. */
    static void broadcastsTo(InferenceContext context, int i, DType type, long[] to) {
        if (!context.has(i)) {
            return;
        }
        is(context, i, type);
        if (!Broadcasting.fits(context.dims(i), to)) {
            throw context.invalid(
                    "a shape that broadcasts to " + Arrays.toString(to),
                    context.type(i).toString());
        }
    }

    /** A single element, or a list of that length. */
    static void singleOrList(InferenceContext context, int i, long length) {
        long[] dims = context.dims(i);
        if (dims.length > 1 || (context.type(i).shape().elements() != 1 && dims[0] != length)) {
            throw context.invalid(
                    "one element or [" + length + "] as input " + i, context.type(i).toString());
        }
    }

    /** x [N, C, ..] of at least that rank, with scale [C] and bias [C]. */
    static DType channels(InferenceContext context, int leastRank) {
        DType type = floating(context, 0);
        if (context.dims(0).length < leastRank) {
            throw context.invalid(
                    "at least " + leastRank + " dimensions", context.type(0).toString());
        }
        for (int i = 1; i <= 2; i++) {
            is(context, i, type);
            dims(context, i, context.dims(0)[1]);
        }
        return type;
    }

    /** Input 0 must suit the reduction of a scatter. */
    static DType reducible(InferenceContext context, ScatterReduction reduction) {
        return reduction == ScatterReduction.NONE ? any(context, 0) : numeric(context, 0);
    }

    /** No size of {@code part} may exceed that of {@code whole}, except along one axis. */
    static void within(InferenceContext context, long[] part, long[] whole, int exceptAxis) {
        for (int i = 0; i < part.length; i++) {
            if (i != exceptAxis && part[i] > whole[i]) {
                throw context.invalid(
                        "at most " + whole[i] + " indices along axis " + i, Long.toString(part[i]));
            }
        }
    }

    static long[] without(long[] dims, int axis) {
        long[] rest = Arrays.copyOf(dims, dims.length - 1);
        System.arraycopy(dims, axis + 1, rest, axis, rest.length - axis);
        return rest;
    }

    /** A size that is the product of two, both at least 0. */
    static long product(InferenceContext context, long size, long factor) {
        if (factor < 0 || (size > 0 && factor > TensorLimits.MAX_ELEMENTS / size)) {
            throw context.invalid("a sane size of at least 0", size + " times " + factor);
        }
        return size * factor;
    }

    /** A type, after checking that its size is sane. */
    static TensorType type(InferenceContext context, DType dtype, long... dims) {
        sane(context, dtype, dims);
        return TensorType.of(dtype, dims);
    }

    private static void sane(InferenceContext context, DType dtype, long[] dims) {
        if (dims.length > TensorLimits.MAX_RANK) {
            throw context.invalid(
                    "at most " + TensorLimits.MAX_RANK + " dimensions", Arrays.toString(dims));
        }
        long elements = 1;
        boolean sane = true;
        for (long size : dims) {
            sane &= size >= 0 && size <= TensorLimits.MAX_ELEMENTS;
            if (sane && size > 0) {
                sane = elements <= TensorLimits.MAX_ELEMENTS / size;
                elements *= size;
            }
        }
        if (!sane || elements > TensorLimits.MAX_BYTES / Math.max(1, dtype.bytes())) {
            throw context.invalid(
                    "tensors of 0 to " + TensorLimits.MAX_BYTES + " bytes",
                    dtype + " " + Arrays.toString(dims));
        }
    }

    /** The one output of a node. */
    static List<TensorType> output(InferenceContext context, DType dtype, long... dims) {
        outputs(context, 1);
        return List.of(type(context, dtype, dims));
    }

    /** As many of {@code types} as the node has outputs. */
    static List<TensorType> outputs(InferenceContext context, TensorType... types) {
        outputs(context, types.length);
        return new ArrayList<>(Arrays.asList(types).subList(0, context.outputCount()));
    }
}
