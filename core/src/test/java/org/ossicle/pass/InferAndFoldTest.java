package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Node;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.ShapeOf;
import org.ossicle.graph.op.Size;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Unsqueeze;

class InferAndFoldTest {
    private final GraphBuilder graph = new GraphBuilder();

    @Test
    void shapeArithmeticFoldsAway() {
        Value x = graph.input("x", 2, 3, 4);
        Value shape = graph.addUntyped(new ShapeOf(0, Long.MAX_VALUE), x);
        Value batch = graph.addUntyped(new Gather(0), shape, GraphBuilder.longs(0));
        Value rest = graph.addUntyped(new Concat(0), batch, GraphBuilder.longs(-1));
        graph.output(graph.addUntyped(new Reshape(false), x, rest));
        Graph after = fold();
        PassAssert.assertOps(after, "Reshape");
        assertEquals(TensorType.of(DType.FLOAT32, 2, 12), after.outputs().get(0).type());
    }

    @Test
    void masksBuiltFromRangesFoldAway() {
        Value x = graph.input("x", 5);
        Value count = graph.addUntyped(new Size(), x);
        Value zero = Value.ofConstant("zero", Tensor.ofLongs(new long[0], 0));
        Value one = Value.ofConstant("one", Tensor.ofLongs(new long[0], 1));
        Value places = graph.addUntyped(new Range(), zero, count, one);
        Value row = graph.addUntyped(new Unsqueeze(), places, GraphBuilder.longs(0));
        Value all = graph.addUntyped(new Expand(), row, GraphBuilder.longs(2, 5));
        ConstantOfShape threes = new ConstantOfShape(Tensor.ofLongs(new long[] {1}, 3));
        Value limit = graph.addUntyped(threes, GraphBuilder.longs(1));
        Value less = graph.addUntyped(new Binary(BinaryKind.LESS), all, limit);
        graph.output(graph.addUntyped(new Cast(DType.INT64), less), x);
        Graph after = fold();
        PassAssert.assertOps(after);
        assertEquals(
                "int64[2,5]{1, 1, 1, 0, 0, 1, 1, 1, ...}",
                after.outputs().get(0).constant().toString());
    }

    @Test
    void branchesWithKnownConditionsBecomePartOfTheGraph() {
        Value x = graph.input("x", 4);
        Value outer = graph.addUntyped(Unary.of(UnaryKind.EXP), x);
        Value known = graph.addUntyped(new Binary(BinaryKind.EQUAL), rate(), rate());
        Value inverse = graph.addUntyped(Unary.of(UnaryKind.NOT), known);
        If inner = new If(branch("a", UnaryKind.TANH, outer), branch("b", UnaryKind.ABS, outer));
        Value deep = new Value("deep", null);
        Node innerNode = new Node("inner", inner, List.of(inverse), List.of(deep));
        Value wide = new Value("wide", null);
        Node exp = new Node("wide", Unary.of(UnaryKind.NEG), List.of(deep), List.of(wide));
        Graph then = new Graph("then", List.of(), List.of(innerNode, exp), List.of(wide));
        Graph other = branch("c", UnaryKind.SIN, x);
        graph.output(graph.addUntyped(new If(then, other), known));
        PassAssert.assertOps(fold(), "Exp", "Abs", "Neg");
    }

    @Test
    void namesEveryConditionThatDependsOnData() {
        Value x = graph.input("x", DType.BOOL);
        Value y = graph.input("y", 4);
        If first = new If(branch("a", UnaryKind.TANH, y), branch("b", UnaryKind.ABS, y));
        Value result = graph.addUntyped(first, x);
        Value next = graph.addUntyped(Unary.of(UnaryKind.EXP), result);
        If second = new If(branch("c", UnaryKind.TANH, next), branch("d", UnaryKind.ABS, y));
        graph.output(graph.addUntyped(second, x));
        UnsupportedOperatorException e =
                assertThrows(UnsupportedOperatorException.class, this::fold);
        assertEquals(2, e.operators().size());
        assertEquals("If (If_0, condition %x:bool[])", e.operators().get(0));
    }

    @Test
    void messagesNameNodeAndInputs() {
        Value x = graph.input("x", 2, 3);
        graph.output(graph.addUntyped(new MatMul(), x, x));
        InvalidGraphException e = assertThrows(InvalidGraphException.class, this::fold);
        assertTrue(e.getMessage().contains("test: MatMul_0 (MatMul)"), e.getMessage());
        assertTrue(e.getMessage().contains("%x:float32[2,3]"), e.getMessage());
    }

    @Test
    void largeResultsLieOutsideTheHeap() {
        Value shape = GraphBuilder.longs(1024, 1024);
        Tensor half = Tensor.ofFloats(new long[] {1}, 0.5f);
        graph.output(graph.addUntyped(new ConstantOfShape(half), shape));
        Tensor folded = (Tensor) fold().outputs().get(0).constant();
        assertTrue(folded.data().isDirect());
        assertEquals(0.5, folded.getDouble(1 << 19));
    }

    @Test
    void reshapedWeightsStayInTheirFile() {
        Value weight = stored(6, 4);
        Value flat = graph.addUntyped(new Reshape(true), weight, GraphBuilder.longs(24));
        graph.output(flat);
        StoredTensor folded =
                assertInstanceOf(StoredTensor.class, fold().outputs().get(0).constant());
        assertEquals(((StoredTensor) weight.constant()).storage(), folded.storage());
    }

    @Test
    void transposedWeightsAreNotCopiedIfLarge() {
        Value x = graph.input("x", 1, 1024);
        Value turned = graph.addUntyped(new Transpose(List.of()), stored(600, 1024));
        graph.output(graph.addUntyped(new MatMul(), x, turned));
        PassAssert.assertOps(fold(), "Transpose", "MatMul");
    }

    private Graph fold() {
        Graph built = graph.build();
        new InferAndFold().run(built);
        new RemoveDeadCode().run(built);
        return built;
    }

    private static Value rate() {
        return Value.ofConstant("rate", Tensor.ofLongs(new long[0], 16000));
    }

    private static Graph branch(String name, UnaryKind kind, Value x) {
        Value y = new Value(name, null);
        Node node = new Node(name, Unary.of(kind), List.of(x), List.of(y));
        return new Graph(name, List.of(), List.of(node), List.of(y));
    }

    private static Value stored(long... dims) {
        long bytes = 4 * TensorType.of(DType.FLOAT32, dims).shape().elements();
        Storage memory = new Storage.Memory(ByteBuffer.allocateDirect((int) bytes));
        return Value.ofConstant("weight", new StoredTensor(DType.FLOAT32, dims, memory));
    }
}
