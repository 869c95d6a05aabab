package org.ossicle.onnx;

import org.ossicle.graph.Value;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;

/** Reductions along axes, which came as an attribute before they came as an input. */
final class ReduceConverters implements Converter {
    private ReduceConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new ReduceConverters();
        for (ReduceKind kind : ReduceKind.values()) {
            registry.add(group, kind.onnxName());
        }
    }

    @Override
    public void convert(NodeImport node) {
        reduce(node, kind(node.opType()));
    }

    private static ReduceKind kind(String opType) {
        for (ReduceKind kind : ReduceKind.values()) {
            if (kind.onnxName().equals(opType)) {
                return kind;
            }
        }
        throw ConverterRegistry.unknown(opType);
    }

    private static void reduce(NodeImport node, ReduceKind kind) {
        int axesInputSince = kind == ReduceKind.SUM ? 13 : 18;
        boolean keepDims = node.flag("keepdims", true);
        if (node.opset() >= axesInputSince) {
            node.emit(new Reduce(kind, keepDims, node.flag("noop_with_empty_axes", false)));
            return;
        }
        long[] axes = node.integers("axes");
        Value list = axes == null ? null : node.listConstant("axes", axes);
        node.emit(new Reduce(kind, keepDims, false), node.required(0), list);
    }
}
