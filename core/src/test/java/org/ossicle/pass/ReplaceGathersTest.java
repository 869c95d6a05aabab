package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;
import org.ossicle.graph.op.StridedView;

class ReplaceGathersTest {
    private final GraphBuilder graph = new GraphBuilder();

    @Test
    void shiftByRelativePositionBecomesAView() {
        int heads = 2;
        int rows = 4;
        int columns = 6;
        int positions = rows + columns - 1;
        Value scores = graph.input("scores", heads * rows, positions);
        long[] index = new long[heads * rows * columns];
        for (int row = 0; row < heads * rows; row++) {
            for (int column = 0; column < columns; column++) {
                index[row * columns + column] = rows - 1 - row % rows + column;
            }
        }
        Value indices = indices(new long[] {heads * rows, columns}, index);
        graph.output(graph.add(new GatherElements(1), scores, indices));
        Graph after = PassAssert.rewritten(new ReplaceGathers(), graph);
        PassAssert.assertOps(after, "ossicle.StridedView", "Reshape");
        assertEquals(
                new StridedView(
                        List.of(2L, 4L, 6L), List.of(4L * positions, positions - 1L, 1L), 3),
                after.nodes().get(0).op());
    }

    @Test
    void singleRowIsAView() {
        Value x = graph.input("x", 3, 4, 5);
        graph.output(graph.add(new Gather(1), x, indices(new long[0], -2)));
        Graph after = PassAssert.rewritten(new ReplaceGathers(), graph);
        assertEquals(
                new StridedView(List.of(3L, 5L), List.of(20L, 1L), 10), after.nodes().get(0).op());
    }

    @Test
    void everySecondColumnBackwardsIsAView() {
        Value x = graph.input("x", 3, 7);
        graph.output(graph.add(new Gather(-1), x, indices(new long[] {3}, 6, 4, 2)));
        Graph after = PassAssert.rewritten(new ReplaceGathers(), graph);
        PassAssert.assertOps(after, "ossicle.StridedView");
    }

    @Test
    void oneElementRepeatedIsAView() {
        Value x = graph.input("x", 7);
        graph.output(graph.add(new Gather(0), x, indices(new long[] {2, 2}, 3, 3, 3, 3)));
        PassAssert.assertOps(
                PassAssert.rewritten(new ReplaceGathers(), graph), "ossicle.StridedView");
    }

    @Test
    void unevenIndicesStayAGather() {
        Value x = graph.input("x", 3, 7);
        graph.output(graph.add(new Gather(1), x, indices(new long[] {3}, 0, 1, 3)));
        PassAssert.assertOps(PassAssert.rewritten(new ReplaceGathers(), graph), "Gather");
    }

    @Test
    void indicesOutOfRangeAreLeftToFailAsTheyRun() {
        Value x = graph.input("x", 3, 7);
        Graph built = graph.output(graph.add(new Gather(1), x, indices(new long[] {1}, 7))).build();
        new ReplaceGathers().run(built);
        PassAssert.assertOps(built, "Gather");
    }

    private static Value indices(long[] dims, long... values) {
        return Value.ofConstant("indices", Tensor.ofLongs(dims, values));
    }
}
