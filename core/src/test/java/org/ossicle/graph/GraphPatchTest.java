package org.ossicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

class GraphPatchTest {
    private static final TensorType PAIR = TensorType.of(DType.FLOAT32, 2);
    private static final Operator ABS = Unary.of(UnaryKind.ABS);
    private static final Operator NEG = Unary.of(UnaryKind.NEG);
    private static final Operator EXP = Unary.of(UnaryKind.EXP);

    private final Value x = new Value("x", PAIR);
    private final Value a = new Value("a", PAIR);
    private final Value b = new Value("b", PAIR);
    private final Value y = new Value("y", PAIR);

    private static Node node(Operator op, Value input, Value output) {
        return new Node("n", op, List.of(input), List.of(output));
    }

    private Graph graph(List<Node> nodes, Value... outputs) {
        return new Graph("g", List.of(x), nodes, List.of(outputs));
    }

    private static String operators(Graph graph) {
        StringBuilder names = new StringBuilder();
        graph.nodes().forEach(node -> names.append(node.op().name()).append(' '));
        return names.toString().strip();
    }

    @Test
    void replacesUsesAndDropsWhatIsLeftOver() {
        Graph graph = graph(List.of(node(ABS, x, a), node(NEG, a, b), node(EXP, b, y)), y);
        GraphPatch patch = new GraphPatch(graph);
        assertTrue(patch.isEmpty());
        Value sum = patch.add(graph.nodes().get(1), "sum", new Binary(BinaryKind.ADD), PAIR, x, x);
        patch.replace(b, sum);
        patch.apply();
        assertEquals("Add Exp", operators(graph));
        assertSame(sum, graph.nodes().get(1).input(0));
    }

    @Test
    void replacementsMayBeReplacedInTurn() {
        Graph graph = graph(List.of(node(ABS, x, a), node(NEG, a, b), node(EXP, b, y)), y);
        GraphPatch patch = new GraphPatch(graph);
        patch.replace(b, a);
        patch.replace(a, x);
        patch.apply();
        assertEquals("Exp", operators(graph));
        assertSame(x, graph.nodes().get(0).input(0));
    }

    @Test
    void outputsKeepTheirIdentity() {
        Identity same = new Identity();
        Graph graph = graph(List.of(node(ABS, x, a), node(same, a, y), node(EXP, a, b)), y, b);
        GraphPatch patch = new GraphPatch(graph);
        patch.replace(y, a);
        patch.apply();
        assertEquals("Abs Exp", operators(graph));
        assertSame(y, graph.outputs().get(0));
        assertSame(y, graph.nodes().get(0).output(0));
        assertSame(y, graph.nodes().get(1).input(0));
    }

    @Test
    void anOutputThatOnlyRepeatsAnInputStays() {
        Graph graph = graph(List.of(node(new Identity(), x, y), node(ABS, y, a)), y, a);
        GraphPatch patch = new GraphPatch(graph);
        patch.replace(y, x);
        patch.apply();
        assertEquals("Identity Abs", operators(graph));
        assertSame(x, graph.nodes().get(1).input(0));
    }

    @Test
    void twoOutputsCannotShareANode() {
        Identity same = new Identity();
        Graph graph = graph(List.of(node(ABS, x, a), node(same, a, b), node(same, a, y)), b, y);
        GraphPatch patch = new GraphPatch(graph);
        patch.replace(b, a);
        patch.replace(y, a);
        patch.apply();
        assertEquals("Abs Identity", operators(graph));
        assertEquals(List.of(b, y), graph.outputs());
    }

    @Test
    void usesInsideBranchesAreReplacedToo() {
        Value condition = Value.ofConstant("c", Tensor.zeros(DType.BOOL));
        Value inner = new Value("i", PAIR);
        Graph then = new Graph("then", List.of(), List.of(node(NEG, a, inner)), List.of(inner));
        Graph other = new Graph("else", List.of(), List.of(), List.of(a));
        Graph graph = graph(List.of(node(ABS, x, a), node(new If(then, other), condition, y)), y);
        GraphPatch patch = new GraphPatch(graph);
        patch.replace(a, x);
        patch.apply();
        assertEquals("If", operators(graph));
        assertSame(x, then.nodes().get(0).input(0));
        assertSame(x, other.outputs().get(0));
    }

    @Test
    void refusesAnotherType() {
        GraphPatch patch = new GraphPatch(graph(List.of(node(ABS, x, y)), y));
        Value other = new Value("o", TensorType.of(DType.FLOAT32, 3));
        assertThrows(InvalidGraphException.class, () -> patch.replace(y, other));
        Value ints = new Value("i", TensorType.of(DType.INT32, 2));
        assertThrows(InvalidGraphException.class, () -> patch.replace(y, ints));
    }

    @Test
    void refusesCircles() {
        GraphPatch patch = new GraphPatch(graph(List.of(node(ABS, x, a), node(NEG, a, y)), y));
        patch.replace(a, x);
        assertThrows(InvalidGraphException.class, () -> patch.replace(x, a));
        assertThrows(InvalidGraphException.class, () -> patch.replace(y, y));
    }

    @Test
    void noticesAReplacementThatComesTooLate() {
        Graph graph = graph(List.of(node(ABS, x, a), node(NEG, a, b), node(EXP, b, y)), y);
        GraphPatch patch = new GraphPatch(graph);
        Value late = patch.add(graph.nodes().get(2), "late", ABS, PAIR, b);
        patch.replace(a, late);
        assertThrows(InvalidGraphException.class, patch::apply);
    }
}
