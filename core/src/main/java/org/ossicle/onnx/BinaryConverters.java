package org.ossicle.onnx;

import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Where;

/** Functions of pairs of elements, and those of any number, which become chains of pairs. */
final class BinaryConverters implements Converter {
    private static final BinaryKind[] PLAIN = {
        BinaryKind.ADD,
        BinaryKind.SUB,
        BinaryKind.MUL,
        BinaryKind.DIV,
        BinaryKind.POW,
        BinaryKind.AND,
        BinaryKind.OR,
        BinaryKind.XOR,
        BinaryKind.EQUAL,
        BinaryKind.LESS,
        BinaryKind.LESS_OR_EQUAL,
        BinaryKind.GREATER,
        BinaryKind.GREATER_OR_EQUAL,
        BinaryKind.BITWISE_AND,
        BinaryKind.BITWISE_OR,
        BinaryKind.BITWISE_XOR,
        BinaryKind.PRELU
    };

    private BinaryConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new BinaryConverters();
        for (BinaryKind kind : PLAIN) {
            registry.add(group, kind.onnxName());
        }
        registry.add(group, "Mod", "BitShift", "Max", "Min", "Sum", "Mean", "Where");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Mod" -> mod(node);
            case "BitShift" -> bitShift(node);
            case "Max" -> chain(node, BinaryKind.MAX);
            case "Min" -> chain(node, BinaryKind.MIN);
            case "Sum" -> chain(node, BinaryKind.ADD);
            case "Mean" -> mean(node);
            case "Where" -> node.emit(new Where());
            default -> node.emit(new Binary(plain(node.opType())));
        }
    }

    private static BinaryKind plain(String opType) {
        for (BinaryKind kind : PLAIN) {
            if (kind.onnxName().equals(opType)) {
                return kind;
            }
        }
        throw ConverterRegistry.unknown(opType);
    }

    private static void mod(NodeImport node) {
        boolean ofDividend = node.flag("fmod", false);
        node.emit(new Binary(ofDividend ? BinaryKind.FMOD : BinaryKind.MOD));
    }

    private static void bitShift(NodeImport node) {
        String direction = node.text("direction", "");
        switch (direction) {
            case "LEFT" -> node.emit(new Binary(BinaryKind.SHIFT_LEFT));
            case "RIGHT" -> node.emit(new Binary(BinaryKind.SHIFT_RIGHT));
            default -> throw node.broken("direction LEFT or RIGHT", "'" + direction + "'");
        }
    }

    private static void chain(NodeImport node, BinaryKind kind) {
        int count = node.inputCount();
        if (count == 1) {
            node.emit(new Identity(), node.required(0));
            return;
        }
        Value sofar = accumulate(node, kind, count - 1);
        node.emit(new Binary(kind), sofar, node.required(count - 1));
    }

    private static void mean(NodeImport node) {
        Value sum = accumulate(node, BinaryKind.ADD, node.inputCount());
        Value count = node.scalarLike(node.inputCount(), sum);
        node.emit(new Binary(BinaryKind.DIV), sum, count);
    }

    private static Value accumulate(NodeImport node, BinaryKind kind, int count) {
        Value sofar = node.required(0);
        for (int i = 1; i < count; i++) {
            sofar = node.step(new Binary(kind), sofar, node.required(i));
        }
        return sofar;
    }
}
