package org.ossicle.pass;

import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.UnaryKind;

class MergeEqualNodesTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 3, 4);

    @Test
    void mergesChainsOverEqualConstants() {
        Value a = graph.add(BinaryKind.ADD, x, GraphBuilder.scalar(2));
        Value b = graph.add(BinaryKind.ADD, x, GraphBuilder.scalar(2));
        graph.output(graph.add(UnaryKind.EXP, a), graph.add(UnaryKind.EXP, b));
        PassAssert.assertOps(merge(), "Add", "Exp");
    }

    @Test
    void quantisesAValueOnce() {
        Value[] a = graph.add(new DynamicQuantizeLinear(), 3, x);
        Value[] b = graph.add(new DynamicQuantizeLinear(), 3, x);
        graph.output(a[0], b[1], a[2], b[0]);
        PassAssert.assertOps(merge(), "DynamicQuantizeLinear");
    }

    @Test
    void keepsNodesThatDifferInAttributeConstantOrOrder() {
        Value two = GraphBuilder.scalar(2);
        Value list = Value.ofConstant("list", Tensor.ofFloats(new long[] {1}, 2));
        graph.output(
                graph.add(BinaryKind.SUB, x, two),
                graph.add(BinaryKind.SUB, two, x),
                graph.add(BinaryKind.SUB, x, list),
                graph.add(new Reduce(ReduceKind.SUM, true, false), x),
                graph.add(new Reduce(ReduceKind.SUM, false, false), x));
        PassAssert.assertOps(merge(), "Sub", "Sub", "Sub", "ReduceSum", "ReduceSum");
    }

    private Graph merge() {
        return PassAssert.rewritten(new MergeEqualNodes(), graph);
    }
}
