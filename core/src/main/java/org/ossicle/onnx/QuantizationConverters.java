package org.ossicle.onnx;

import org.ossicle.graph.DType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.DequantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.QuantizeLinear;

/** Conversion between real numbers and 8- or 16-bit integers with a scale. */
final class QuantizationConverters implements Converter {
    private QuantizationConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new QuantizationConverters();
        registry.add(group, "DynamicQuantizeLinear", "QuantizeLinear", "DequantizeLinear");
        registry.addMicrosoft(group, "QuantizeLinear", "DequantizeLinear");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "DynamicQuantizeLinear" -> node.emit(new DynamicQuantizeLinear());
            case "QuantizeLinear" -> quantize(node);
            case "DequantizeLinear" -> dequantize(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void quantize(NodeImport node) {
        node.ignore("saturate");
        if (node.integer("precision", 0) != 0) {
            node.refuse("a precision of its own");
            return;
        }
        int code = (int) node.integer("output_dtype", 0);
        DType output = code == 0 ? DType.UINT8 : ElementTypes.numeric(code);
        if (output == null) {
            node.refuse("output_dtype=" + ElementTypes.name(code));
            return;
        }
        long axis = node.integer("axis", 1);
        node.emit(new QuantizeLinear(axis, node.integer("block_size", 0), output));
    }

    private static void dequantize(NodeImport node) {
        int code = (int) node.integer("output_dtype", 0);
        Value scale = node.required(1);
        boolean asScale =
                code == 0 || scale.type() != null && scale.type().dtype().onnxCode() == code;
        if (!asScale) {
            node.refuse("output_dtype=" + ElementTypes.name(code));
            return;
        }
        long axis = node.integer("axis", 1);
        node.emit(new DequantizeLinear(axis, node.integer("block_size", 0)));
    }
}
