package org.ossicle.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Constant;
import org.ossicle.plan.StateBinding;

/**
 * What a plan is specialised to: sizes of symbolic dimensions, inputs that never change, and
 * states.
 *
 * @param dims sizes by the name of the dimension
 * @param shapes whole shapes by the name of the input, for dimensions without a name
 * @param constants values by the name of the input; such inputs are no inputs of the plan
 * @param states which output each state input reads after the run before
 * @param otherDims the size of symbolic dimensions not named; -1 to refuse them
 * @param scoredRows 0, or how many rows of the first input are to be scored at once, each as if it
 *     were alone; see {@link #scoring}
 */
public record Bindings(
        Map<String, Long> dims,
        Map<String, List<Long>> shapes,
        Map<String, Constant> constants,
        List<StateBinding> states,
        long otherDims,
        int scoredRows) {

    /** Nothing bound: symbolic dimensions are 1, a single stream. */
    public static final Bindings NONE = new Bindings(Map.of(), Map.of(), Map.of(), List.of(), 1);

    /** Bindings of a model that scores nothing. */
    public Bindings(
            Map<String, Long> dims,
            Map<String, List<Long>> shapes,
            Map<String, Constant> constants,
            List<StateBinding> states,
            long otherDims) {
        this(dims, shapes, constants, states, otherDims, 0);
    }

    public Bindings {
        dims = Map.copyOf(dims);
        shapes = Map.copyOf(shapes);
        constants = Map.copyOf(constants);
        states = List.copyOf(states);
    }

    public Bindings dim(String name, long size) {
        return new Bindings(
                with(dims, name, size), shapes, constants, states, otherDims, scoredRows);
    }

    public Bindings shape(String input, Long... sizes) {
        return new Bindings(
                dims,
                with(shapes, input, List.of(sizes)),
                constants,
                states,
                otherDims,
                scoredRows);
    }

    public Bindings constant(String input, Constant value) {
        return new Bindings(
                dims, shapes, with(constants, input, value), states, otherDims, scoredRows);
    }

    public Bindings state(String input, String output) {
        List<StateBinding> more = new ArrayList<>(states);
        more.add(new StateBinding(input, output));
        return new Bindings(dims, shapes, constants, more, otherDims, scoredRows);
    }

    /** With another size for dimensions not named; -1 to refuse them. */
    public Bindings otherDims(long size) {
        return new Bindings(dims, shapes, constants, states, size, scoredRows);
    }

    /**
     * For a model whose first output are scores of tokens, row by row. The plan gets two more
     * outputs, the {@linkplain org.ossicle.pass.RankScores best token and the logarithms of the
     * posteriors} of each row. Where the model {@linkplain org.ossicle.pass.RowsApart allows} it,
     * its first input has that many rows and its others one, else all of them have one.
     *
     * @param rows at least 1
     */
    public Bindings scoring(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows to score: " + rows);
        }
        return new Bindings(dims, shapes, constants, states, otherDims, rows);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
