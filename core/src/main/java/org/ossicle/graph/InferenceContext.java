package org.ossicle.graph;

import org.ossicle.error.InvalidGraphException;

/** What an operator may know of a node's inputs while it works out the types of its outputs. */
public interface InferenceContext {
    /** The number of inputs the node lists, omitted ones in the middle included. */
    int inputCount();

    /** The number of outputs the node lists. */
    int outputCount();

    /** Whether input {@code i} is there; optional inputs may be omitted. */
    boolean has(int i);

    /** The type of input {@code i}, which must be there; every dimension is a number. */
    TensorType type(int i);

    /** The value of input {@code i} if it is known at load time and small, else null. */
    Tensor constant(int i);

    /** An exception that names the node, with what was wanted and what came. */
    InvalidGraphException invalid(String expected, String found);

    /** The sizes of input {@code i}. */
    default long[] dims(int i) {
        return type(i).shape().sizes();
    }

    default DType dtype(int i) {
        return type(i).dtype();
    }
}
