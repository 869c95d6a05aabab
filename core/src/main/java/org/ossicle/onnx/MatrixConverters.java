package org.ossicle.onnx;

import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;

/** Matrix products. */
final class MatrixConverters implements Converter {
    private MatrixConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new MatrixConverters();
        registry.add(group, "MatMul", "MatMulInteger", "Gemm");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "MatMul" -> node.emit(new MatMul());
            case "MatMulInteger" -> node.emit(new MatMulInteger());
            case "Gemm" -> gemm(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void gemm(NodeImport node) {
        float alpha = node.real("alpha", 1);
        float beta = node.real("beta", 1);
        boolean transA = node.flag("transA", false);
        boolean transB = node.flag("transB", false);
        node.emit(new Gemm(alpha, beta, transA, transB));
    }
}
