package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The operator test cases of ONNX through importer and interpreter. A case that needs operators or
 * element types the library does not have is skipped, naming them; every other one must pass.
 */
class OnnxNodeVectorsTest {
    @TestFactory
    Stream<DynamicTest> interpreter() {
        return NodeVectorRun.get().outcomes().stream()
                .map(
                        outcome ->
                                dynamicTest(
                                        outcome.vector().name(),
                                        outcome.vector().folder().toUri(),
                                        outcome::report));
    }

    /** The operators of the published models; none of them may be skipped. */
    @Test
    void knowsTheOperatorsOfPublishedModels() {
        String names =
                "Abs Add And ArgMax Cast Clip Concat Constant ConstantOfShape Conv ConvInteger Cos"
                        + " CumSum DequantizeLinear Div DynamicQuantizeLinear Equal Erf Exp Expand"
                        + " Gather GatherElements Gemm Greater GreaterOrEqual Identity If LSTM"
                        + " LayerNormalization Less LessOrEqual Log LogSoftmax MatMul MatMulInteger"
                        + " Max Min Mul Neg Not Pad Pow Range Reciprocal ReduceMax ReduceMean"
                        + " ReduceSum Relu Reshape ScatterND Shape Sigmoid Sin Size Slice Softmax"
                        + " Split Sqrt Squeeze Sub Tanh Tile TopK Transpose Unsqueeze Where";
        List<String> missing =
                Stream.of(names.split(" "))
                        .filter(name -> !OnnxImporter.supports("", name))
                        .toList();
        assertEquals(List.of(), missing);
        assertEquals(true, OnnxImporter.supports("com.microsoft", "DynamicQuantizeLSTM"));
    }
}
