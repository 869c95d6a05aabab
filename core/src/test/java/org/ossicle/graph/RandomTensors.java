package org.ossicle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tensors of random values for tests. */
public final class RandomTensors {
    private RandomTensors() {}

    /** Floats of the normal distribution; bytes of any value; other integers and bools 0 or 1. */
    public static Tensor of(TensorType type, Random random) {
        DType dtype = type.dtype();
        int values = dtype.bytes() == 1 && dtype != DType.BOOL ? 256 : 2;
        Tensor tensor = Tensor.zeros(dtype, type.shape().sizes());
        for (int i = 0; i < tensor.elements(); i++) {
            if (dtype.isFloat()) {
                tensor.setDouble(i, random.nextGaussian());
            } else {
                tensor.setLong(i, random.nextInt(values));
            }
        }
        return tensor;
    }

    public static Tensor floats(Random random, long... dims) {
        return of(TensorType.of(DType.FLOAT32, dims), random);
    }

    public static Value constant(String name, Random random, long... dims) {
        return Value.ofConstant(name, floats(random, dims));
    }

    /** One tensor per input of the graph. */
    public static List<Tensor> inputs(Graph graph, Random random) {
        List<Tensor> tensors = new ArrayList<>();
        for (Value input : graph.inputs()) {
            tensors.add(of(input.type(), random));
        }
        return tensors;
    }
}
