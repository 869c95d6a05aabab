package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Where;

class FuseSwooshTest {
    private static final double ROUNDING = 1e-6;

    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 4, 9);
    private final Value d = graph.add(BinaryKind.SUB, x, GraphBuilder.scalar(4));

    @Test
    void joinsTheFormWithAGuard() {
        Graph after = fuse(graph.output(swoosh(guarded(d))));
        assertEquals(new Swoosh(4, 0.08f, 0.035f), after.nodes().get(0).op());
        PassAssert.assertOps(after, "ossicle.Swoosh");
    }

    @Test
    void joinsTheFormWithAnAbsoluteValue() {
        Value negative = graph.add(BinaryKind.SUB, GraphBuilder.scalar(0), d);
        Graph after = fuse(graph.output(swoosh(split(d, graph.add(UnaryKind.ABS, negative)))));
        PassAssert.assertOps(after, "ossicle.Swoosh");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void staysFiniteWhereTheLogarithmDoesNot(boolean guarded) {
        Value softplus = guarded ? guarded(d) : split(d, graph.add(UnaryKind.ABS, d));
        Graph built = graph.output(swoosh(softplus)).build();
        Graph before = GraphCopy.of(built);
        new FuseSwoosh().run(built);
        Tensor extremes = Tensor.zeros(x.type().dtype(), 4, 9);
        double[] values = {-1e30, -1e4, -200, -88, -1, 0, 3, 4, 5, 92, 93, 200, 1e4, 1e30};
        for (int i = 0; i < values.length; i++) {
            extremes.setDouble(i, values[i]);
        }
        List<Tensor> expected = Interpreter.run(before, List.of(extremes));
        List<Tensor> found = Interpreter.run(built, List.of(extremes));
        for (int i = 0; i < values.length; i++) {
            double wanted = expected.get(0).getDouble(i);
            double bound = ROUNDING * Math.max(1, Math.abs(values[i]));
            assertEquals(wanted, found.get(0).getDouble(i), bound, "at " + values[i]);
        }
    }

    @Test
    void softplusAloneBecomesOneStep() {
        Graph after = fuse(graph.output(guarded(d)));
        PassAssert.assertOps(after, "Sub", "Softplus");
    }

    @Test
    void leavesAnotherLinearPart() {
        Value other = graph.input("other", 4, 9);
        Value linear = graph.add(BinaryKind.MUL, other, GraphBuilder.scalar(0.08f));
        Value y = graph.add(BinaryKind.SUB, guarded(d), linear);
        graph.output(graph.add(BinaryKind.SUB, y, GraphBuilder.scalar(0.1f)));
        PassAssert.assertOps(fuse(graph), "Sub", "Mul", "Softplus", "Sub", "Sub");
    }

    @Test
    void leavesAGuardAgainstAnotherValue() {
        Value log = logOfOnePlusExp(d);
        Value large = graph.add(BinaryKind.EQUAL, log, GraphBuilder.scalar(7));
        graph.output(graph.add(new Where(), large, d, log));
        assertEquals(6, fuse(graph).nodes().size());
    }

    @Test
    void leavesALogarithmOfTwoPlusExp() {
        Value sum = graph.add(BinaryKind.ADD, graph.add(UnaryKind.EXP, d), GraphBuilder.scalar(2));
        Value log = graph.add(UnaryKind.LOG, sum);
        Value infinite =
                graph.add(BinaryKind.EQUAL, log, GraphBuilder.scalar(Float.POSITIVE_INFINITY));
        graph.output(graph.add(new Where(), infinite, d, log));
        assertEquals(6, fuse(graph).nodes().size());
    }

    private Graph fuse(GraphBuilder builder) {
        return PassAssert.rewritten(new FuseSwoosh(), builder, ROUNDING);
    }

    private Value swoosh(Value softplus) {
        Value linear = graph.add(BinaryKind.MUL, x, GraphBuilder.scalar(0.08f));
        Value y = graph.add(BinaryKind.SUB, softplus, linear);
        return graph.add(BinaryKind.SUB, y, GraphBuilder.scalar(0.035f));
    }

    private Value guarded(Value argument) {
        Value log = logOfOnePlusExp(argument);
        Value infinity = GraphBuilder.scalar(Float.POSITIVE_INFINITY);
        Value infinite = graph.add(BinaryKind.EQUAL, log, infinity);
        return graph.add(new Where(), infinite, argument, log);
    }

    private Value split(Value argument, Value magnitude) {
        Value log = logOfOnePlusExp(graph.add(UnaryKind.NEG, magnitude));
        Value positive = graph.add(BinaryKind.MAX, GraphBuilder.scalar(0), argument);
        return graph.add(BinaryKind.ADD, positive, log);
    }

    private Value logOfOnePlusExp(Value argument) {
        Value exp = graph.add(UnaryKind.EXP, argument);
        return graph.add(UnaryKind.LOG, graph.add(BinaryKind.ADD, GraphBuilder.scalar(1), exp));
    }
}
