package org.ossicle.pass;

import org.ossicle.graph.Graph;

/** One rewrite of a graph, in place, that leaves what the graph computes as it was. */
public interface Pass {
    /** Verb and object, such as {@code FoldScales}; the name in messages. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Rewrites the graph. Inputs and outputs keep their order and number; an output may become
     * another value.
     *
     * @throws org.ossicle.error.OssicleException if the graph cannot be brought to the form wanted
     */
    void run(Graph graph);
}
