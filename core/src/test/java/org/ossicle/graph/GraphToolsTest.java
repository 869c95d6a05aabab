package org.ossicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

class GraphToolsTest {
    private static final TensorType PAIR = TensorType.of(DType.FLOAT32, 2);
    private static final Operator ABS = Unary.of(UnaryKind.ABS);
    private static final Operator NEG = Unary.of(UnaryKind.NEG);
    private static final Operator ADD = new Binary(BinaryKind.ADD);

    private final Value x = new Value("x", PAIR);
    private final Value c = new Value("c", TensorType.of(DType.BOOL));
    private final Value a = new Value("a", PAIR);
    private final Value b = new Value("b", PAIR);
    private final Value y = new Value("y", PAIR);
    private final Value w = Value.ofConstant("w", Tensor.ofFloats(new long[] {2}, 1, 2));

    private static Node node(Operator op, List<Value> inputs, Value... outputs) {
        return new Node("n_" + op.name(), op, inputs, Arrays.asList(outputs));
    }

    /** y = -(|x| + w). */
    private Graph chain() {
        Node abs = node(ABS, List.of(x), a);
        Node add = node(ADD, List.of(a, w), b);
        Node neg = node(NEG, List.of(b), y);
        return new Graph("chain", List.of(x), List.of(abs, add, neg), List.of(y));
    }

    /** y = c ? -a : |a| with a = |x|. */
    private Graph choice() {
        Value yes = new Value("r", PAIR);
        Value no = new Value("r", PAIR);
        Graph then =
                new Graph("then", List.of(), List.of(node(NEG, List.of(a), yes)), List.of(yes));
        Graph other = new Graph("else", List.of(), List.of(node(ABS, List.of(a), no)), List.of(no));
        Node abs = node(ABS, List.of(x), a);
        Node choose = node(new If(then, other), List.of(c), y);
        return new Graph("choice", List.of(x, c), List.of(abs, choose), List.of(y));
    }

    @Test
    void printsOneNodePerLine() {
        assertEquals(
                """
                graph chain(%x: float32[2])
                  %a: float32[2] = Unary[kind=ABS, alpha=0.0, beta=0.0](%x)  # n_Abs
                  %b: float32[2] = Binary[kind=ADD](%a, float32[2]{1.0, 2.0})  # n_Add
                  %y: float32[2] = Unary[kind=NEG, alpha=0.0, beta=0.0](%b)  # n_Neg
                  return %y
                """,
                GraphPrinter.print(chain()));
    }

    @Test
    void printsSubgraphsWithNamesToldApart() {
        String text = GraphPrinter.print(choice());
        assertTrue(text.contains("%y: float32[2] = If(%c)  # n_If\n    graph then()\n"), text);
        assertTrue(text.contains("return %r\n"), text);
        assertTrue(text.contains("return %r~2\n"), text);
        assertEquals(text, GraphPrinter.print(GraphCopy.of(choice())));
    }

    @Test
    void acceptsSoundGraphs() {
        GraphChecker.checkTyped(chain());
        GraphChecker.checkTyped(choice());
    }

    @Test
    void noticesUseBeforeDefinition() {
        Graph graph = chain();
        graph.nodes().add(graph.nodes().remove(0));
        assertInvalid(graph, "values given before their use");
    }

    @Test
    void noticesTwoSources() {
        Graph graph = chain();
        graph.nodes().add(node(ABS, List.of(x), b));
        assertInvalid(graph, "one source of " + b);
        Graph twice = chain();
        twice.inputs().add(x);
        assertInvalid(twice, "one source of " + x);
    }

    @Test
    void noticesOutputsNobodyGives() {
        Graph graph = chain();
        graph.outputs().add(new Value("z", PAIR));
        assertInvalid(graph, "values given before their use");
    }

    @Test
    void noticesConstantsInThePlaceOfComputedValues() {
        Graph graph = chain();
        a.setConstant(w.constant());
        assertInvalid(graph, "outputs that are computed");
        Graph input = chain();
        input.inputs().add(w);
        assertInvalid(input, "inputs that a caller gives");
    }

    @Test
    void branchesSeeWhatIsAroundThemButNotEachOther() {
        Graph graph = choice();
        GraphChecker.check(graph);
        Value inThen = graph.nodes().get(1).op().subgraphs().get(0).outputs().get(0);
        graph.nodes().get(1).op().subgraphs().get(1).outputs().set(0, inThen);
        assertInvalid(graph, "values given before their use");
    }

    @Test
    void noticesMissingTypes() {
        Graph graph = chain();
        graph.nodes().add(node(ABS, List.of(y), new Value("z", null)));
        GraphChecker.check(graph);
        assertThrows(InvalidGraphException.class, () -> GraphChecker.checkTyped(graph));
    }

    private static void assertInvalid(Graph graph, String expected) {
        InvalidGraphException e =
                assertThrows(InvalidGraphException.class, () -> GraphChecker.check(graph));
        assertEquals(expected, e.expected());
    }

    @Test
    void copiesShareNothingThatChanges() {
        Graph graph = choice();
        String before = GraphPrinter.print(graph);
        Graph copy = GraphCopy.of(graph);
        GraphChecker.check(copy);
        assertEquals(before, GraphPrinter.print(copy));
        copy.inputs().get(0).setType(TensorType.of(DType.FLOAT32, 7));
        copy.inputs().get(1).setConstant(Tensor.zeros(DType.BOOL));
        Graph branch = copy.nodes().get(1).op().subgraphs().get(0);
        branch.nodes().get(0).setInput(0, copy.inputs().get(0));
        branch.outputs().clear();
        copy.nodes().remove(0);
        assertEquals(before, GraphPrinter.print(graph));
        assertNotSame(graph.nodes().get(0), copy.nodes().get(0));
    }

    @Test
    void capturedValuesAreThoseOfTheCopy() {
        Graph copy = GraphCopy.of(choice());
        Value outer = copy.nodes().get(0).output(0);
        assertNotSame(a, outer);
        for (Graph branch : copy.nodes().get(1).op().subgraphs()) {
            assertSame(outer, branch.nodes().get(0).input(0));
        }
    }
}
