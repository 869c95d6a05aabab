package org.ossicle.onnx;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;

/** Something that computes graphs and can be held to the operator test cases. */
@FunctionalInterface
public interface NodeVectorExecutor {
    /**
     * Computes a graph.
     *
     * @param graph the case's graph, its input types as the model declares them
     * @param inputs one tensor per input of the graph; an executor that fixes shapes beforehand may
     *     treat those that define shapes as constants
     * @return one tensor per output of the graph
     * @throws org.opentest4j.TestAbortedException if the executor has no part in this case, with
     *     the reason
     */
    List<Tensor> run(Graph graph, List<Tensor> inputs);
}
