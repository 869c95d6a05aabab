package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Direction;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.UnaryKind;

class RemoveDeadCodeTest {
    private final GraphBuilder graph = new GraphBuilder();

    @Test
    void removesChainsThatLeadNowhere() {
        Value x = graph.input("x", 4);
        graph.add(UnaryKind.EXP, graph.add(UnaryKind.TANH, x));
        graph.output(graph.add(UnaryKind.ABS, x));
        PassAssert.assertOps(PassAssert.rewritten(new RemoveDeadCode(), graph), "Abs");
    }

    @Test
    void dropsOutputsOfRecurrentLayersThatNobodyTakes() {
        Random random = new Random(1);
        Lstm lstm =
                new Lstm(
                        2,
                        Direction.FORWARD,
                        Lstm.defaultActivations(Direction.FORWARD),
                        0,
                        false,
                        false);
        Value x = graph.input("x", 3, 1, 4);
        Value w = RandomTensors.constant("w", random, 1, 8, 4);
        Value r = RandomTensors.constant("r", random, 1, 8, 2);
        graph.output(graph.add(lstm, 3, x, w, r)[1]);
        Graph after = PassAssert.rewritten(new RemoveDeadCode(), graph);
        assertEquals(2, after.nodes().get(0).outputs().size());
        assertNull(after.nodes().get(0).output(0));
    }

    @Test
    void keepsPartsOfASplitInTheirPlaces() {
        Value x = graph.input("x", 4);
        graph.output(graph.add(new Split(0, 0), 2, x)[1]);
        Graph after = PassAssert.rewritten(new RemoveDeadCode(), graph);
        assertEquals(2, after.nodes().get(0).outputs().size());
    }
}
