package org.ossicle.graph.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.error.OssicleException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.NodeTypes;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Composite;
import org.ossicle.graph.op.Expansion;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Pool;

/** What stands for a composite operator computes what the operator does. */
class ExpansionTest {
    static Stream<OperatorExamples.Example> examples() {
        return OperatorExamples.all().stream().filter(e -> e.op() instanceof Composite);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void expandsToWhatItMeans(OperatorExamples.Example example) {
        Tensor[] expected =
                Interpreter.evaluate(example.op(), example.inputs(), example.outputCount());
        assertSame(example, expected, expand(example));
    }

    /** Where the operator works on damaged input, its expansion works too. */
    @ParameterizedTest
    @MethodSource("examples")
    void expandsWhateverItTakes(OperatorExamples.Example example) {
        Mutations mutations = new Mutations(example.toString().hashCode());
        for (int i = 0; i < 300; i++) {
            OperatorExamples.Example damaged = mutations.mutate(example);
            Tensor[] expected;
            try {
                expected =
                        Interpreter.evaluate(damaged.op(), damaged.inputs(), damaged.outputCount());
            } catch (OssicleException e) {
                continue;
            }
            if (isFinite(damaged)) {
                assertSame(damaged, expected, expand(damaged));
            }
        }
    }

    /** Dimensions that a damaged model or binding may have are refused, not tried. */
    @ParameterizedTest
    @MethodSource("examples")
    void refusesAbsurdSizes(OperatorExamples.Example example) {
        Mutations mutations = new Mutations(example.toString().hashCode());
        for (int i = 0; i < 300; i++) {
            Tensor[] given = example.inputs();
            List<Value> inputs = new ArrayList<>();
            for (int j = 0; j < given.length; j++) {
                boolean open = given[j] != null && j == i % given.length;
                Value value = null;
                if (given[j] != null) {
                    TensorType type = given[j].type();
                    long[] dims = open ? mutations.stretch(given[j].dims()) : given[j].dims();
                    value =
                            open
                                    ? new Value("x", TensorType.of(type.dtype(), dims))
                                    : Value.ofConstant("constant", given[j]);
                }
                inputs.add(value);
            }
            List<Value> outputs = List.of(new Value("y", null));
            Node node = new Node("node", example.op(), inputs, outputs);
            try {
                node.op().infer(new NodeTypes(node));
                Expansion.of(node);
            } catch (InvalidGraphException e) {
                assertTrue(e.where().startsWith("node"), e::getMessage);
            } catch (RuntimeException e) {
                throw new AssertionError(node.toString(), e);
            }
        }
    }

    private static boolean isFinite(OperatorExamples.Example example) {
        boolean finite = true;
        for (Tensor input : example.inputs()) {
            for (int i = 0; input != null && i < input.elements(); i++) {
                finite &= Double.isFinite(input.getDouble(i));
            }
        }
        return finite;
    }

    private static List<Tensor> expand(OperatorExamples.Example example) {
        List<Value> inputs = new ArrayList<>();
        for (Tensor input : example.inputs()) {
            inputs.add(input == null ? null : Value.ofConstant("input", input));
        }
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < example.outputCount(); i++) {
            outputs.add(new Value("output" + i, null));
        }
        List<Node> nodes = Expansion.of(new Node("node", example.op(), inputs, outputs));
        assertTrue(nodes.stream().noneMatch(node -> isComposite(node.op())));
        return Interpreter.run(new Graph("expanded", List.of(), nodes, outputs), List.of());
    }

    /** Some operators are composite only in uses that engines do not know. */
    private static boolean isComposite(Operator op) {
        boolean mostlyPlain = op instanceof LayerNormalization || op instanceof Pool;
        return op instanceof Composite && !mostlyPlain;
    }

    private static void assertSame(
            OperatorExamples.Example example, Tensor[] expected, List<Tensor> found) {
        assertEquals(expected.length, found.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i].type(), found.get(i).type(), example::toString);
            for (int j = 0; j < expected[i].elements(); j++) {
                double wanted = expected[i].getDouble(j);
                double allowed = 1e-3 * Math.max(1, Math.abs(wanted));
                double value = found.get(i).getDouble(j);
                boolean finite = Double.isFinite(wanted) && Math.abs(wanted) < 1e30;
                if (finite) {
                    assertEquals(wanted, value, allowed, example::toString);
                }
            }
        }
    }
}
