package org.ossicle.onnx;

import org.ossicle.graph.Value;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;

/** Reductions along axes, which came as an attribute before they came as an input. */
final class ReduceConverters {
    private ReduceConverters() {}

    static void register(ConverterRegistry registry) {
        for (ReduceKind kind : ReduceKind.values()) {
            int axesInputSince = kind == ReduceKind.SUM ? 13 : 18;
            registry.add(kind.onnxName(), node -> reduce(node, kind, axesInputSince));
        }
    }

    private static void reduce(NodeImport node, ReduceKind kind, int axesInputSince) {
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
