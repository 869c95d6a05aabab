package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Shape;
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
import org.ossicle.graph.op.Unary;

/**
 * Makes a graph for one row, such as a joiner, one for several rows of one input beside one row of
 * each other input. Every row comes out as it would alone: where values are quantised as they come,
 * each row gets a range of its own.
 *
 * <p>A graph in which rows might meet, or whose inputs are no single rows [1, size], stays as it
 * is; {@link DropUnitAxes} brings others to that form. Types have to be known before, and to be
 * worked out anew afterwards.
 */
public final class RowsApart implements Pass {
    private static final int INPUT_RANK = 2;

    private final int rows;
    private final int wideInput;

    /**
     * @param rows of that input, at least 1
     * @param wideInput from 0; a graph without that input stays as it is
     */
    public RowsApart(int rows, int wideInput) {
        this.rows = rows;
        this.wideInput = wideInput;
    }

    @Override
    public void run(Graph graph) {
        if (!takeSingleRows(graph.inputs()) || !keepRowsApart(graph.nodes())) {
            return;
        }
        Value wide = graph.inputs().get(wideInput);
        wide.setType(TensorType.of(DType.FLOAT32, rows, wide.type().shape().size(1)));
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            boolean quantizes = node.op() instanceof DynamicQuantizeLinear;
            Operator op = quantizes ? new DynamicQuantizeLinear(true) : node.op();
            nodes.add(new Node(node.name(), op, node.inputs(), node.outputs()));
        }
        graph.setNodes(nodes);
    }

    private boolean takeSingleRows(List<Value> inputs) {
        for (Value input : inputs) {
            Shape shape = input.type().shape();
            boolean singleRow =
                    input.type().dtype() == DType.FLOAT32
                            && shape.isKnown()
                            && shape.rank() == INPUT_RANK
                            && shape.size(0) == 1;
            if (!singleRow) {
                return false;
            }
        }
        return wideInput < inputs.size();
    }

    private static boolean keepRowsApart(List<Node> nodes) {
        for (Node node : nodes) {
            if (!keepsRowsApart(node)) {
                return false;
            }
        }
        return true;
    }

    private static boolean keepsRowsApart(Node node) {
        Operator op = node.op();
        if (op instanceof MatMul || op instanceof MatMulInteger) {
            return !node.input(0).isConstant() && node.input(1).isConstant();
        }
        if (op instanceof Gemm gemm) {
            return !gemm.transA()
                    && !node.input(0).isConstant()
                    && node.input(1).isConstant()
                    && isForAnyRow(node.input(2));
        }
        if (op instanceof Softmax softmax) {
            return softmax.axis() == -1 || softmax.axis() == INPUT_RANK - 1;
        }
        boolean elementwise =
                op instanceof Binary
                        || op instanceof Unary
                        || op instanceof Clip
                        || op instanceof Cast
                        || op instanceof Identity
                        || op instanceof DynamicQuantizeLinear;
        return elementwise && node.inputs().stream().allMatch(RowsApart::isForAnyRow);
    }

    /** Whether a constant is the same for all rows; what is computed, like the inputs, has rows. */
    private static boolean isForAnyRow(Value value) {
        if (value == null || !value.isConstant()) {
            return true;
        }
        long[] dims = value.constant().dims();
        return dims.length < INPUT_RANK || dims.length == INPUT_RANK && dims[0] == 1;
    }
}
