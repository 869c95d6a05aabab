package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * The greatest element or the mean of each window: input x [N, C, spatial]. MAX has an optional
 * second output with the places taken, as INT64 into x flattened.
 *
 * @param kind which
 * @param attributes the window; its group count is 1
 * @param ceilMode whether a window that only partly fits counts
 * @param countIncludePad whether padding counts in the mean
 * @param global whether the window is the whole of each channel, whatever {@code attributes} says
 * @param columnMajorIndices whether the second output counts the spatial axes column-major
 */
public record Pool(
        PoolKind kind,
        ConvAttributes attributes,
        boolean ceilMode,
        boolean countIncludePad,
        boolean global,
        boolean columnMajorIndices)
        implements Composite {
    @Override
    public String name() {
        return (global ? "Global" : "") + (kind == PoolKind.MAX ? "MaxPool" : "AveragePool");
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = context.dtype(0);
        boolean bytes = type == DType.UINT8 || type == DType.INT8;
        Rules.dtype(context, 0, type.isFloat() || (bytes && kind == PoolKind.MAX), "floats");
        long[] dims = context.dims(0);
        if (dims.length < 3) {
            throw context.invalid("x [N, C, spatial]", context.type(0).toString());
        }
        System.arraycopy(window(dims, context::invalid).outputSizes(), 0, dims, 2, dims.length - 2);
        TensorType y = Rules.type(context, type, dims);
        TensorType places = Rules.type(context, DType.INT64, dims);
        return kind == PoolKind.MAX ? Rules.outputs(context, y, places) : Rules.outputs(context, y);
    }

    /** The window over an input of these sizes. */
    public ConvGeometry window(long[] x) {
        return window(x, ConvGeometry::refuse);
    }

    private ConvGeometry window(
            long[] x, BiFunction<String, String, InvalidGraphException> invalid) {
        long[] spatial = Arrays.copyOfRange(x, 2, x.length);
        if (global) {
            return ConvGeometry.of(ConvAttributes.DEFAULT, spatial, spatial, false, invalid);
        }
        List<Long> shape = attributes.kernelShape();
        if (shape.size() != spatial.length) {
            throw invalid.apply("a kernel of " + spatial.length + " sizes", shape.toString());
        }
        long[] kernel = shape.stream().mapToLong(Long::longValue).toArray();
        return ConvGeometry.of(attributes, spatial, kernel, ceilMode, invalid);
    }

    @Override
    public boolean isPlain(Node node) {
        return node.input(0).type().dtype().isFloat();
    }

    /** Bytes are exact in FLOAT32. */
    @Override
    public void expand(Expansion expansion) {
        Value x = expansion.cast(expansion.input(0), DType.FLOAT32);
        List<Value> results = expansion.steps(this, expansion.wants(1) ? 2 : 1, x);
        expansion.emit(0, new Cast(expansion.type(0).dtype()), results.get(0));
        expansion.emit(1, new Identity(), results.get(results.size() - 1));
    }
}
