package org.ossicle.compile;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.Value;
import org.ossicle.pass.BindInputs;
import org.ossicle.pass.PassPipeline;
import org.ossicle.pass.Passes;
import org.ossicle.pass.RankScores;
import org.ossicle.pass.RowsApart;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanBuilder;

/**
 * A model before its dimensions are known, from which plans are made for given sizes and values.
 * Weights are shared between all plans of one template. Immutable; any thread may bind.
 */
public final class PlanTemplate {
    private final String name;
    private final Graph graph;
    private final List<String> outputNames;

    /**
     * @param name the model file, for messages
     * @param graph the model as imported; not changed, and not to be changed any more
     */
    public PlanTemplate(String name, Graph graph) {
        this.name = name;
        this.graph = graph;
        this.outputNames = graph.outputs().stream().map(Value::name).toList();
    }

    /**
     * Specialises the model and plans it.
     *
     * @throws org.ossicle.error.InvalidGraphException if the bindings do not fit the model
     * @throws org.ossicle.error.UnsupportedOperatorException if control flow depends on data
     */
    public Plan bind(Bindings bindings) {
        return bind(bindings, (pass, result) -> {});
    }

    /** As {@link #bind(Bindings)}; {@code observer} sees the graph after each pass. */
    public Plan bind(Bindings bindings, PassPipeline.Observer observer) {
        Graph copy = GraphCopy.of(graph);
        List<String> names = outputNames;
        if (bindings.scoredRows() > 0) {
            new RowsApart(bindings.scoredRows()).run(copy);
            new RankScores().run(copy);
            names = copy.outputs().stream().map(Value::name).toList();
        }
        passes(bindings).run(copy, observer);
        return PlanBuilder.build(name, copy, names, bindings.states());
    }

    private static PassPipeline passes(Bindings bindings) {
        return Passes.all(
                new BindInputs(
                        bindings.dims(),
                        bindings.shapes(),
                        bindings.constants(),
                        bindings.otherDims()));
    }
}
