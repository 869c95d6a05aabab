package org.ossicle.graph;

import java.util.List;

/** What a node computes. The operators themselves are the records of {@code graph.op}. */
public interface Operator {
    /** The ONNX name of the operator, such as {@code MatMul}. */
    String name();

    /**
     * The types of the outputs for the given inputs, after checking that the inputs fit.
     *
     * @return one type per output the node has, in order
     * @throws org.ossicle.error.InvalidGraphException if the inputs break the operator's rules
     */
    List<TensorType> infer(InferenceContext context);

    /** The graphs inside this operator, in a fixed order; none for most operators. */
    default List<Graph> subgraphs() {
        return List.of();
    }

    /** This operator with other graphs inside, as many as {@link #subgraphs()} gives. */
    default Operator withSubgraphs(List<Graph> subgraphs) {
        if (!subgraphs.isEmpty()) {
            throw new IllegalArgumentException(name() + " has no sub-graphs");
        }
        return this;
    }
}
