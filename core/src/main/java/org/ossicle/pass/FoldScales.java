package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.QuantizedMatMul;

/**
 * Takes a factor that follows a quantised product into its constant scale and bias. Only powers of
 * two, which change no digit of any product.
 */
public final class FoldScales implements Pass {
    private static final int SCALE = 4;
    private static final int BIAS = 6;

    @Override
    public void run(Graph graph) {
        Rewrite.fuseEitherWay(graph, BinaryKind.MUL, FoldScales::fold);
    }

    private static boolean fold(Node root, Value product, Value factor, Rewrite rewrite) {
        Node node = rewrite.producer(product, QuantizedMatMul.class);
        float value = Constants.scalar(factor);
        if (node == null
                || rewrite.uses(product) != 1
                || ((QuantizedMatMul) node.op()).activation() != Activation.NONE
                || !root.output(0).type().equals(product.type())
                || !isPowerOfTwo(value)) {
            return false;
        }
        Tensor scale = Constants.tensor(node.input(SCALE));
        Tensor bias = Constants.tensor(node.input(BIAS));
        if (scale == null || bias == null && node.input(BIAS) != null) {
            return false;
        }
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(SCALE, times(node.input(SCALE), scale, value));
        if (bias != null) {
            inputs.set(BIAS, times(node.input(BIAS), bias, value));
        }
        rewrite.add(node.name(), node.op(), inputs, root.output(0));
        return true;
    }

    private static boolean isPowerOfTwo(float value) {
        return value > 0
                && Float.isFinite(value)
                && value == Math.scalb(1f, Math.getExponent(value));
    }

    private static Value times(Value value, Tensor tensor, float factor) {
        Tensor scaled = Tensor.zeros(tensor.dtype(), tensor.dims());
        for (int i = 0; i < scaled.elements(); i++) {
            scaled.setDouble(i, tensor.getDouble(i) * factor);
        }
        return Value.ofConstant(value.name() + "/scaled", scaled);
    }
}
