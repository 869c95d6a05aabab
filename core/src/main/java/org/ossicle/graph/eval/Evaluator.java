package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;

/** Computes one operator. Its inputs have passed the operator's shape rule. */
@FunctionalInterface
interface Evaluator<O> {
    /**
     * @param inputs the inputs; an omitted one is null or beyond the end
     * @param outputs tensors of the inferred types, full of zeros, to be written; as many as are
     *     wanted
     * @throws RefusedDataException if a value, such as an index, is not allowed
     */
    void evaluate(O op, Tensor[] inputs, Tensor[] outputs);

    /** Input {@code i}, or null if it is omitted. */
    static Tensor optional(Tensor[] inputs, int i) {
        return i < inputs.length ? inputs[i] : null;
    }
}
