package org.ossicle.onnx;

import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;

/** Matrix products. */
final class MatrixConverters {
    private MatrixConverters() {}

    static void register(ConverterRegistry registry) {
        registry.add("MatMul", node -> node.emit(new MatMul()));
        registry.add("MatMulInteger", node -> node.emit(new MatMulInteger()));
        registry.add("Gemm", MatrixConverters::gemm);
    }

    private static void gemm(NodeImport node) {
        float alpha = node.real("alpha", 1);
        float beta = node.real("beta", 1);
        boolean transA = node.flag("transA", false);
        boolean transB = node.flag("transB", false);
        node.emit(new Gemm(alpha, beta, transA, transB));
    }
}
