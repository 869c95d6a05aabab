package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphChecker;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.eval.OperatorExamples;
import org.ossicle.graph.op.Composite;
import org.ossicle.graph.op.CosineWindow;
import org.ossicle.graph.op.MelWeightMatrix;
import org.ossicle.graph.op.Op;

/** Composite operators leave the graph as soon as types are known. */
class CompositeOperatorsTest {
    static Stream<OperatorExamples.Example> examples() {
        return OperatorExamples.all().stream()
                .filter(e -> e.op() instanceof Composite)
                .filter(e -> !isAllParameters(e.op()));
    }

    /** Operators without any input that is computed as the graph runs. */
    private static boolean isAllParameters(Op op) {
        return op instanceof CosineWindow || op instanceof MelWeightMatrix;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomesPlainerOperatorsThatComputeTheSame(OperatorExamples.Example example) {
        Tensor[] given = example.inputs();
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            Value value = null;
            if (given[i] != null) {
                value =
                        i == 0
                                ? new Value("x", given[i].type())
                                : Value.ofConstant("constant" + i, given[i]);
            }
            inputs.add(value);
        }
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < example.outputCount(); i++) {
            outputs.add(new Value("y" + i, null));
        }
        Node node = new Node("node", example.op(), inputs, outputs);
        Graph graph = new Graph("graph", inputs.subList(0, 1), List.of(node), outputs);
        new InferAndFold().run(graph);
        GraphChecker.check(graph);
        for (Node left : graph.nodes()) {
            boolean composite = left.op() instanceof Composite op && !op.isPlain(left);
            assertFalse(composite, left::toString);
        }
        Tensor[] expected = Interpreter.evaluate(example.op(), given, example.outputCount());
        List<Tensor> found = Interpreter.run(graph, List.of(given[0]));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i].type(), found.get(i).type());
            for (int j = 0; j < expected[i].elements(); j++) {
                assertEquals(expected[i].getDouble(j), found.get(i).getDouble(j), 1e-4);
            }
        }
    }
}
