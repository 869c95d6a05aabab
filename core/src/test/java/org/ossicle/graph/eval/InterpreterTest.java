package org.ossicle.graph.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.EngineException;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

class InterpreterTest {
    private static Tensor run(Operator op, Tensor... inputs) {
        return Interpreter.evaluate(op, inputs, 1)[0];
    }

    private static Tensor longs(long... values) {
        return Tensor.ofLongs(new long[] {values.length}, values);
    }

    private static Tensor of(DType type, double... values) {
        Tensor tensor = Tensor.zeros(type, values.length);
        for (int i = 0; i < values.length; i++) {
            tensor.setDouble(i, values[i]);
        }
        return tensor;
    }

    @Test
    void treatsUnsigned64BitNumbersAsUnsigned() {
        Tensor big = Tensor.zeros(DType.UINT64, 1);
        big.setLong(0, -2);
        Tensor two = Tensor.zeros(DType.UINT64, 1);
        two.setLong(0, 2);
        assertEquals(Long.MAX_VALUE, run(new Binary(BinaryKind.DIV), big, two).getLong(0));
        assertEquals(-2, run(new Binary(BinaryKind.MAX), big, two).getLong(0));
        assertEquals(1, run(new Binary(BinaryKind.GREATER), big, two).getLong(0));
        assertEquals(0x1p64, run(new Cast(DType.FLOAT64), big).getDouble(0));
    }

    @Test
    void castsSaturateAndCutOff() {
        Tensor reals = of(DType.FLOAT32, -1.9, 300, Double.NaN, -1e30, 1e30);
        assertArrayEquals(
                new long[] {-1, 127, 0, -128, 127}, run(new Cast(DType.INT8), reals).toLongs());
        assertArrayEquals(
                new long[] {0, 300, 0, 0, -1}, run(new Cast(DType.UINT64), reals).toLongs());
        assertArrayEquals(new long[] {1, 1, 1, 1, 1}, run(new Cast(DType.BOOL), reals).toLongs());
        assertEquals(
                1 + 0x1p-23,
                run(new Cast(DType.FLOAT32), longs((1L << 40) + (1L << 16) + 1)).getDouble(0)
                        * 0x1p-40);
    }

    @Test
    void erfIsExactEnoughEverywhere() {
        double[] expected = {
            0, 0.1124629160182849, 0.8427007929497149, 0.9995930479825550, 0.9999997555173494, 1
        };
        double[] at = {0, 0.1, 1, 2.5, 3.65, 7};
        Tensor y = run(Unary.of(UnaryKind.ERF), of(DType.FLOAT64, at));
        for (int i = 0; i < at.length; i++) {
            assertEquals(expected[i], y.getDouble(i), 1e-12, "erf " + at[i]);
        }
    }

    @Test
    void refusesAnIndexOutside() {
        EngineException e =
                assertThrows(
                        EngineException.class,
                        () -> run(new Gather(0), of(DType.FLOAT32, 1, 2), longs(2)));
        assertEquals("Gather", e.where());
        assertEquals("an index from -2 to 1", e.expected());
        assertEquals("2", e.found());
    }

    @Test
    void refusesIntegerDivisionByZero() {
        assertThrows(
                EngineException.class, () -> run(new Binary(BinaryKind.DIV), longs(1), longs(0)));
    }

    @Test
    void namesTheNodeWhoseInputsDoNotFit() {
        Node node = new Node("encoder/3", new MatMul(), List.of(), List.of(value("y")));
        Tensor[] inputs = {of(DType.FLOAT32, 1, 2), of(DType.FLOAT32, 1, 2, 3)};
        InvalidGraphException e =
                assertThrows(InvalidGraphException.class, () -> Interpreter.evaluate(node, inputs));
        assertEquals("encoder/3 (MatMul)", e.where());
    }

    @Test
    void refusesTensorsBeyondAnyLimit() {
        Tensor one = Tensor.ofFloats(new long[] {1}, 1);
        assertThrows(
                InvalidGraphException.class,
                () -> run(new ConstantOfShape(one), longs(1L << 39, 1L << 39)));
        assertThrows(EngineException.class, () -> run(new ConstantOfShape(one), longs(1L << 33)));
    }

    @Test
    void askForValuesThatShapesDependOn() {
        Tensor x = of(DType.FLOAT32, 1, 2);
        InvalidGraphException e =
                assertThrows(
                        InvalidGraphException.class,
                        () -> run(new Reshape(false), x, longs(3, -1)));
        assertTrue(e.expected().contains("float32[2]"), e::getMessage);
        assertThrows(InvalidGraphException.class, () -> run(new Expand(), x, longs(3)));
    }

    private static Value value(String name) {
        return new Value(name, null);
    }

    /** if (c) then x + k else (if (c) then k else x * x), with k a constant outside both. */
    private static Graph choice(Value condition, Value x) {
        Value k = Value.ofConstant("k", Tensor.ofFloats(new long[] {1}, 10));
        Value sum = value("sum");
        Graph then =
                new Graph(
                        "then",
                        List.of(),
                        List.of(
                                new Node(
                                        "add",
                                        new Binary(BinaryKind.ADD),
                                        List.of(x, k),
                                        List.of(sum))),
                        List.of(sum));
        Value product = value("product");
        Node square =
                new Node("square", new Binary(BinaryKind.MUL), List.of(x, x), List.of(product));
        Graph inner = new Graph("inner", List.of(), List.of(square), List.of(product));
        Graph never = new Graph("never", List.of(), List.of(), List.of(k));
        Value nested = value("nested");
        Node innerIf = new Node("if2", new If(never, inner), List.of(condition), List.of(nested));
        Graph otherwise = new Graph("else", List.of(), List.of(innerIf), List.of(nested));
        Value doubled = value("doubled");
        Node before =
                new Node("copy", Unary.of(UnaryKind.ABS), List.of(x), List.of(value("unused")));
        Value result = value("result");
        Node outer = new Node("if", new If(then, otherwise), List.of(condition), List.of(result));
        Node after =
                new Node(
                        "double",
                        new Binary(BinaryKind.ADD),
                        List.of(result, result),
                        List.of(doubled));
        return new Graph(
                "main", List.of(condition, x), List.of(before, outer, after), List.of(doubled));
    }

    @Test
    void runsTheBranchItShouldWithValuesFromAround() {
        Value condition = new Value("c", TensorType.of(DType.BOOL));
        Value x = new Value("x", TensorType.of(DType.FLOAT32, 1));
        Graph graph = choice(condition, x);
        Tensor three = Tensor.ofFloats(new long[] {1}, 3);
        Tensor yes = Tensor.zeros(DType.BOOL);
        yes.setLong(0, 1);
        Tensor no = Tensor.zeros(DType.BOOL);
        assertEquals(26, Interpreter.run(graph, List.of(yes, three)).get(0).getDouble(0));
        assertEquals(18, Interpreter.run(graph, List.of(no, three)).get(0).getDouble(0));
    }

    @Test
    void saysWhichValueIsMissing() {
        Value missing = value("missing");
        Node node = new Node("n", Unary.of(UnaryKind.ABS), List.of(missing), List.of(value("y")));
        Graph graph = new Graph("g", List.of(), List.of(node), List.of(node.output(0)));
        InvalidGraphException e =
                assertThrows(InvalidGraphException.class, () -> Interpreter.run(graph, List.of()));
        assertEquals("n (Abs)", e.where());
        assertEquals("%missing", e.found());
    }
}
