package org.ossicle.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.Value;
import org.ossicle.pass.BindInputs;
import org.ossicle.pass.DropProjections;
import org.ossicle.pass.DropUnitAxes;
import org.ossicle.pass.InferAndFold;
import org.ossicle.pass.KeepProjection;
import org.ossicle.pass.Pass;
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
    /** For a graph whose dimensions and constant inputs have their values. */
    private static final BindInputs ALL_BOUND = new BindInputs(Map.of(), Map.of(), Map.of(), -1);

    private final String name;
    private final Graph graph;

    /**
     * @param name the model file, for messages
     * @param graph the model as imported; not changed, and not to be changed any more
     */
    public PlanTemplate(String name, Graph graph) {
        this.name = name;
        this.graph = graph;
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
        return plan(name, GraphCopy.of(graph), bindings, observer);
    }

    /**
     * Specialises a model that nobody needs afterwards, as {@link #bind(Bindings)} does without a
     * copy of the graph.
     *
     * @param graph the model as imported; used up
     */
    public static Plan planOnce(String name, Graph graph, Bindings bindings) {
        return plan(name, graph, bindings, (pass, result) -> {});
    }

    private static Plan plan(
            String name, Graph graph, Bindings bindings, PassPipeline.Observer observer) {
        BindInputs bind =
                new BindInputs(
                        bindings.dims(),
                        bindings.shapes(),
                        bindings.constants(),
                        bindings.otherDims());
        if (bindings.scoredRows() > 0) {
            new PassPipeline(takingRows(bind, bindings)).run(graph, observer);
            bind = ALL_BOUND;
        }
        List<String> outputNames = new ArrayList<>();
        for (Value output : graph.outputs()) {
            outputNames.add(output.name());
        }
        Passes.all(bind).run(graph, observer);
        return PlanBuilder.build(name, graph, outputNames, bindings.states());
    }

    private static List<Pass> takingRows(BindInputs bind, Bindings bindings) {
        int rows = bindings.scoredRows();
        int input = bindings.scoredInput();
        List<Pass> passes = new ArrayList<>(List.of(bind, new InferAndFold()));
        if (bindings.scoredPart() == ScoredPart.PROJECTION) {
            passes.add(new KeepProjection(input));
            passes.add(new DropUnitAxes());
            passes.add(new RowsApart(rows, 0));
            return passes;
        }
        if (bindings.scoredPart() == ScoredPart.JOINT) {
            passes.add(new DropProjections());
        }
        passes.add(new DropUnitAxes());
        passes.add(new RowsApart(rows, input));
        passes.add(new RankScores());
        return passes;
    }
}
