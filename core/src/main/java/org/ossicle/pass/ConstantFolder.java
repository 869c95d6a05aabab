package org.ossicle.pass;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Node;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unsqueeze;

/** Computes nodes whose inputs are all known. */
final class ConstantFolder {
    /** Larger results go off the heap, where engines can use them in place. */
    private static final long MAX_HEAP_BYTES = 1 << 20;

    /** Larger results are left to be computed in each run. */
    private static final long MAX_BYTES = 1 << 28;

    private ConstantFolder() {}

    /** Makes the outputs of {@code node} constants if they can be; their types are known. */
    static boolean fold(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            Value input = node.input(i);
            if (input != null && !input.isConstant()) {
                return false;
            }
        }
        if (bytes(node) > MAX_BYTES) {
            return false;
        }
        Constant first = node.input(0) == null ? null : node.input(0).constant();
        if (first != null && keepsOrder(node)) {
            node.output(0).setConstant(reshaped(first, node.output(0).type()));
            return true;
        }
        boolean freeView = node.op() instanceof Transpose && first instanceof StoredTensor;
        if (freeView && first.byteSize() > MAX_HEAP_BYTES) {
            return false;
        }
        compute(node);
        return true;
    }

    private static long bytes(Node node) {
        long bytes = 0;
        for (Value output : node.outputs()) {
            if (output != null) {
                TensorType type = output.type();
                bytes += type.shape().elements() * type.dtype().bytes();
            }
        }
        return bytes;
    }

    private static boolean keepsOrder(Node node) {
        return node.op() instanceof Reshape
                || node.op() instanceof Squeeze
                || node.op() instanceof Unsqueeze
                || node.op() instanceof Flatten
                || node.op() instanceof Identity;
    }

    private static Constant reshaped(Constant constant, TensorType type) {
        long[] dims = type.shape().sizes();
        if (constant instanceof StoredTensor stored) {
            return new StoredTensor(type.dtype(), dims, stored.storage());
        }
        return ((Tensor) constant).reshaped(dims);
    }

    private static void compute(Node node) {
        Tensor[] inputs = new Tensor[node.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            Value input = node.input(i);
            inputs[i] = input == null ? null : input.constant().load();
        }
        Tensor[] results = Interpreter.evaluate(node, inputs);
        for (int i = 0; i < results.length; i++) {
            if (node.output(i) != null) {
                node.output(i).setConstant(offHeapIfLarge(results[i]));
            }
        }
    }

    private static Tensor offHeapIfLarge(Tensor tensor) {
        if (tensor.byteSize() <= MAX_HEAP_BYTES) {
            return tensor;
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) tensor.byteSize());
        bytes.order(ByteOrder.LITTLE_ENDIAN).put(tensor.data()).flip();
        return new Tensor(tensor.dtype(), tensor.dims(), bytes);
    }
}
