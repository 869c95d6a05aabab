package org.ossicle.onnx;

import org.ossicle.graph.DType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.CosineWindow;
import org.ossicle.graph.op.Dft;
import org.ossicle.graph.op.MelWeightMatrix;
import org.ossicle.graph.op.Stft;

/** Spectral transforms and what belongs to them. */
final class SignalConverters implements Converter {
    private static final int AXIS_INPUT_SINCE = 20;

    private SignalConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new SignalConverters();
        for (CosineWindow.Kind kind : CosineWindow.Kind.values()) {
            registry.add(group, kind.onnxName());
        }
        registry.add(group, "DFT", "STFT", "MelWeightMatrix");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "DFT" -> dft(node);
            case "STFT" -> node.emit(new Stft(node.flag("onesided", true)));
            case "MelWeightMatrix" -> melWeightMatrix(node);
            default -> window(node, kind(node.opType()));
        }
    }

    private static CosineWindow.Kind kind(String opType) {
        for (CosineWindow.Kind kind : CosineWindow.Kind.values()) {
            if (kind.onnxName().equals(opType)) {
                return kind;
            }
        }
        throw ConverterRegistry.unknown(opType);
    }

    private static void dft(NodeImport node) {
        boolean inverse = node.flag("inverse", false);
        boolean onesided = node.flag("onesided", false);
        if (inverse && onesided) {
            node.refuse("inverse=1 and onesided=1");
            return;
        }
        Dft dft = new Dft(inverse, onesided);
        if (node.opset() >= AXIS_INPUT_SINCE) {
            node.emit(dft);
            return;
        }
        Value axis = node.listConstant("axis", new long[] {node.integer("axis", 1)});
        node.emit(dft, node.required(0), node.input(1), axis);
    }

    private static void melWeightMatrix(NodeImport node) {
        DType output = outputType(node);
        if (output != null) {
            node.emit(new MelWeightMatrix(output));
        }
    }

    private static void window(NodeImport node, CosineWindow.Kind kind) {
        boolean periodic = node.flag("periodic", true);
        DType output = outputType(node);
        if (output != null) {
            node.emit(new CosineWindow(kind, periodic, output));
        }
    }

    private static DType outputType(NodeImport node) {
        int code = (int) node.integer("output_datatype", DType.FLOAT32.onnxCode());
        DType output = ElementTypes.numeric(code);
        if (output == null) {
            node.refuse("output_datatype=" + ElementTypes.name(code));
        }
        return output;
    }
}
