package org.ossicle.onnx;

import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.ConvTranspose;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.PoolKind;

/** Operators that move a window over space: convolutions and pooling. */
final class WindowConverters implements Converter {
    private WindowConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new WindowConverters();
        registry.add(
                group,
                "Conv",
                "ConvInteger",
                "ConvTranspose",
                "MaxPool",
                "AveragePool",
                "GlobalMaxPool",
                "GlobalAveragePool");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Conv" -> node.emit(new Conv(window(node, true)));
            case "ConvInteger" -> node.emit(new ConvInteger(window(node, true)));
            case "ConvTranspose" -> convTranspose(node);
            case "MaxPool" -> pool(node, PoolKind.MAX);
            case "AveragePool" -> pool(node, PoolKind.AVERAGE);
            case "GlobalMaxPool" -> globalPool(node, PoolKind.MAX);
            case "GlobalAveragePool" -> globalPool(node, PoolKind.AVERAGE);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    static ConvAttributes window(NodeImport node, boolean grouped) {
        String autoPad = node.text("auto_pad", "NOTSET");
        AutoPad mode;
        try {
            mode = AutoPad.valueOf(autoPad.isEmpty() ? "NOTSET" : autoPad);
        } catch (IllegalArgumentException e) {
            throw node.broken(
                    "auto_pad NOTSET, SAME_UPPER, SAME_LOWER or VALID", "'" + autoPad + "'");
        }
        return new ConvAttributes(
                mode,
                node.integerList("kernel_shape"),
                node.integerList("strides"),
                node.integerList("dilations"),
                node.integerList("pads"),
                grouped ? node.integer("group", 1) : 1);
    }

    private static void convTranspose(NodeImport node) {
        node.emit(
                new ConvTranspose(
                        window(node, true),
                        node.integerList("output_padding"),
                        node.integerList("output_shape")));
    }

    private static void pool(NodeImport node, PoolKind kind) {
        ConvAttributes window = window(node, false);
        boolean ceilMode = node.flag("ceil_mode", false);
        boolean countPad = kind == PoolKind.AVERAGE && node.flag("count_include_pad", false);
        boolean columnMajor = kind == PoolKind.MAX && node.flag("storage_order", false);
        node.emit(new Pool(kind, window, ceilMode, countPad, false, columnMajor));
    }

    private static void globalPool(NodeImport node, PoolKind kind) {
        node.emit(new Pool(kind, ConvAttributes.DEFAULT, false, false, true, false));
    }
}
