package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unsqueeze;

class MergeMovesTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 2, 3, 4);

    @Test
    void joinsReshapesOfAnyKind() {
        Value y = graph.add(new Reshape(false), x, GraphBuilder.longs(0, 12));
        y = graph.add(new Unsqueeze(), y, GraphBuilder.longs(0, 3));
        y = graph.add(new Squeeze(), y);
        y = graph.add(new Flatten(0), y);
        Graph after = PassAssert.rewritten(new MergeMoves(), graph.output(y));
        assertEquals(
                """
                %Flatten_3: float32[1,24] = Reshape[allowZero=true](%x, int64[2]{1, 24})
                return %Flatten_3
                """,
                PassAssert.print(after));
    }

    @Test
    void joinsTransposes() {
        Value y = graph.add(new Transpose(List.of(1L, 2L, 0L)), x);
        y = graph.add(new Transpose(List.of()), y);
        Graph after = PassAssert.rewritten(new MergeMoves(), graph.output(y));
        assertEquals(new Transpose(List.of(0L, 2L, 1L)), after.nodes().get(0).op());
        assertEquals(1, after.nodes().size());
    }

    @Test
    void keepsReshapesAroundATranspose() {
        Value y = graph.add(new Flatten(1), x);
        y = graph.add(new Transpose(List.of()), y);
        y = graph.add(new Flatten(0), y);
        Graph after = PassAssert.rewritten(new MergeMoves(), graph.output(y));
        PassAssert.assertOps(after, "Flatten", "Transpose", "Flatten");
    }
}
