package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unary;

/**
 * Brings a graph for one row, such as a joiner with axes for a batch, a frame and a token, to two
 * dimensions: inputs of [1, size, 1] or [1, 1, 1, size] become [1, size], which has the same bytes,
 * and so does all that is computed from them. What only moved axes of size 1 becomes an {@link
 * Identity}.
 *
 * <p>A graph in which a value has two axes that are not 1, or in which a node treats its values
 * otherwise than as rows, stays as it is. Types have to be known.
 */
public final class DropUnitAxes implements Pass {
    private static final int RANK = 2;

    @Override
    public void run(Graph graph) {
        if (!graph.inputs().stream().allMatch(DropUnitAxes::isRow)
                || !graph.nodes().stream().allMatch(DropUnitAxes::takesRows)) {
            return;
        }
        for (Value input : graph.inputs()) {
            TensorType type = input.type();
            input.setType(TensorType.of(type.dtype(), 1, type.shape().elements()));
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.add(flattened(node));
        }
        graph.setNodes(nodes);
        new InferAndFold().run(graph);
    }

    /** Whether at most one axis is not 1. */
    private static boolean isRow(Value value) {
        return value.type().shape().isKnown() && longAxes(value.type().shape()) <= 1;
    }

    private static int longAxes(Shape shape) {
        int axes = 0;
        for (long size : shape.sizes()) {
            axes += size == 1 ? 0 : 1;
        }
        return axes;
    }

    /** Whether a node does with rows, wherever their axis is, what it does with rows [1, size]. */
    private static boolean takesRows(Node node) {
        for (int i = 0; i < node.outputCount(); i++) {
            if (node.output(i) != null && !isRow(node.output(i))) {
                return false;
            }
        }
        Operator op = node.op();
        if (isMove(op)) {
            return !node.input(0).isConstant();
        }
        if (isProduct(op)) {
            boolean turned = op instanceof Gemm gemm && gemm.transA();
            return !turned && multipliesRow(node);
        }
        if (op instanceof Softmax softmax) {
            return sumsRow(softmax, node.input(0).type().shape());
        }
        // What broadcasts to a row with one long axis is a single value or long on the same axis.
        return op instanceof Binary
                || op instanceof Unary
                || op instanceof Clip
                || op instanceof Cast
                || op instanceof DynamicQuantizeLinear quantize && !quantize.byRow();
    }

    private static boolean isMove(Operator op) {
        return Moves.isReshape(op) || op instanceof Transpose;
    }

    private static boolean isProduct(Operator op) {
        return op instanceof MatMul || op instanceof MatMulInteger || op instanceof Gemm;
    }

    /** Whether a product has the whole row on its left and a matrix that is known on its right. */
    private static boolean multipliesRow(Node node) {
        Shape row = node.input(0).type().shape();
        return !node.input(0).isConstant()
                && row.rank() > 0
                && row.size(row.rank() - 1) == row.elements()
                && node.input(1).isConstant()
                && node.input(1).type().shape().rank() == RANK;
    }

    private static boolean sumsRow(Softmax softmax, Shape row) {
        int axis = (int) (softmax.axis() < 0 ? softmax.axis() + row.rank() : softmax.axis());
        for (int i = 0; i < row.rank(); i++) {
            if (row.size(i) != 1) {
                return softmax.flattened() ? i >= axis : i == axis;
            }
        }
        return true;
    }

    private static Node flattened(Node node) {
        Operator op = node.op();
        if (isMove(op)) {
            return new Node(node.name(), new Identity(), List.of(node.input(0)), node.outputs());
        }
        if (op instanceof Softmax softmax) {
            op = new Softmax(-1, softmax.log(), false);
        }
        List<Value> inputs = new ArrayList<>(node.inputs());
        for (int i = 0; i < inputs.size(); i++) {
            boolean matrix = i == 1 && isProduct(op);
            if (!matrix && inputs.get(i) != null && inputs.get(i).isConstant()) {
                inputs.set(i, flattened(inputs.get(i)));
            }
        }
        return new Node(node.name(), op, inputs, node.outputs());
    }

    /** A constant as one row, if it has axes to lose. */
    private static Value flattened(Value value) {
        Shape shape = value.type().shape();
        if (shape.rank() < RANK || shape.rank() == RANK && shape.size(0) == 1) {
            return value;
        }
        Tensor tensor = value.constant().load();
        return Value.ofConstant(value.name(), tensor.reshaped(1, tensor.elements()));
    }
}
