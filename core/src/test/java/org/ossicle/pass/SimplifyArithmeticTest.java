package org.ossicle.pass;

import org.junit.jupiter.api.Test;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;

class SimplifyArithmeticTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 3, 4);

    @Test
    void writesPowersPlainly() {
        graph.output(
                graph.add(BinaryKind.POW, x, GraphBuilder.scalar(2)),
                graph.add(BinaryKind.POW, x, GraphBuilder.scalar(-1)),
                graph.add(BinaryKind.POW, x, GraphBuilder.scalar(3)));
        Graph after = PassAssert.rewritten(new SimplifyArithmetic(), graph);
        PassAssert.assertOps(after, "Mul", "Reciprocal", "Pow");
    }

    @Test
    void writesNegationPlainly() {
        graph.output(
                graph.add(BinaryKind.SUB, GraphBuilder.scalar(0), x),
                graph.add(BinaryKind.SUB, GraphBuilder.scalar(1), x));
        Graph after = PassAssert.rewritten(new SimplifyArithmetic(), graph);
        PassAssert.assertOps(after, "Neg", "Sub");
    }

    @Test
    void leavesUnsignedDifferences() {
        Value bytes = graph.input("bytes", DType.UINT8, 4);
        Value zero = Value.ofConstant("zero", Tensor.zeros(DType.UINT8));
        graph.output(graph.add(BinaryKind.SUB, zero, bytes));
        PassAssert.assertOps(PassAssert.rewritten(new SimplifyArithmetic(), graph), "Sub");
    }
}
