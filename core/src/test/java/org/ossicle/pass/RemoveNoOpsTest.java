package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.PadMode;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Where;

class RemoveNoOpsTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 3, 1, 4);

    @Test
    void dropsWhatChangesNothing() {
        Value one = GraphBuilder.scalar(1);
        Value zero = GraphBuilder.scalar(0);
        Value y = graph.add(UnaryKind.EXP, x);
        y = graph.add(BinaryKind.MUL, one, y);
        y = graph.add(BinaryKind.ADD, y, zero);
        y = graph.add(BinaryKind.SUB, y, zero);
        y = graph.add(BinaryKind.DIV, y, one);
        y = graph.add(BinaryKind.POW, y, one);
        y = graph.add(new Identity(), y);
        y = graph.add(new Cast(DType.FLOAT32), y);
        y = graph.add(new Clip(), y);
        y = graph.add(new Concat(1), y);
        y = graph.add(new Expand(), y, GraphBuilder.longs(3, 1, 4));
        y = graph.add(new Tile(), y, GraphBuilder.longs(1, 1, 1));
        y = graph.add(new Pad(PadMode.CONSTANT), y, GraphBuilder.longs(0, 0, 0, 0, 0, 0));
        y = graph.add(new Reshape(true), y, GraphBuilder.longs(3, -1, 4));
        y = graph.add(new Slice(), y, GraphBuilder.longs(0), GraphBuilder.longs(9));
        y = graph.add(new Transpose(List.of(0L, 1L, 2L)), y);
        graph.output(y);
        PassAssert.assertOps(PassAssert.rewritten(new RemoveNoOps(), graph), "Exp");
    }

    @Test
    void keepsWhatChangesSomething() {
        Value one = GraphBuilder.scalar(1);
        graph.output(
                graph.add(BinaryKind.DIV, one, x),
                graph.add(BinaryKind.SUB, GraphBuilder.scalar(0), x),
                graph.add(new Expand(), x, GraphBuilder.longs(3, 2, 4)),
                graph.add(new Transpose(List.of(2L, 1L, 0L)), x),
                graph.add(
                        new Slice(),
                        x,
                        GraphBuilder.longs(-1),
                        GraphBuilder.longs(-9),
                        GraphBuilder.longs(0),
                        GraphBuilder.longs(-1)),
                graph.add(BinaryKind.ADD, x, GraphBuilder.scalar(0.5f)));
        Graph after = PassAssert.rewritten(new RemoveNoOps(), graph);
        assertEquals(6, after.nodes().size(), () -> GraphPrinter.print(after));
    }

    @Test
    void keepsSumsThatBroadcast() {
        Value zeros = Value.ofConstant("zeros", Tensor.zeros(DType.FLOAT32, 3, 5, 4));
        graph.output(graph.add(BinaryKind.ADD, x, zeros));
        PassAssert.assertOps(PassAssert.rewritten(new RemoveNoOps(), graph), "Add");
    }

    @Test
    void choosesTheSideOfAKnownCondition() {
        Value other = graph.input("other", 3, 1, 4);
        graph.output(
                graph.add(new Where(), bools(1, 1), x, other),
                graph.add(new Where(), bools(0, 0), x, other),
                graph.add(new Where(), bools(0, 1, 0, 1), x, other));
        Graph after = PassAssert.rewritten(new RemoveNoOps(), graph);
        PassAssert.assertOps(after, "Where");
        assertEquals(List.of(x, other), after.outputs().subList(0, 2));
    }

    private static Value bools(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        long[] dims = {values.length == 2 ? 1 : values.length};
        ByteBuffer used = bytes.flip().limit((int) dims[0]);
        return Value.ofConstant("bools", new Tensor(DType.BOOL, dims, used));
    }
}
