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
 * @param scoredRows 0, or how many rows of one input are to be scored at once, each as if it were
 *     alone; see {@link #scoring}
 * @param scoredInput which input has those rows
 * @param scoredPart of a model that scores rows; of no meaning for others
 */
public record Bindings(
        Map<String, Long> dims,
        Map<String, List<Long>> shapes,
        Map<String, Constant> constants,
        List<StateBinding> states,
        long otherDims,
        int scoredRows,
        int scoredInput,
        ScoredPart scoredPart) {

    /** Nothing bound: symbolic dimensions are 1, a single stream. */
    public static final Bindings NONE = new Bindings(Map.of(), Map.of(), Map.of(), List.of(), 1);

    /** Bindings of a model that scores nothing. */
    public Bindings(
            Map<String, Long> dims,
            Map<String, List<Long>> shapes,
            Map<String, Constant> constants,
            List<StateBinding> states,
            long otherDims) {
        this(dims, shapes, constants, states, otherDims, 0, 0, ScoredPart.WHOLE);
    }

    public Bindings {
        dims = Map.copyOf(dims);
        shapes = Map.copyOf(shapes);
        constants = Map.copyOf(constants);
        states = List.copyOf(states);
    }

    public Bindings dim(String name, long size) {
        return with(with(dims, name, size), shapes, constants, states);
    }

    public Bindings shape(String input, Long... sizes) {
        return with(dims, with(shapes, input, List.of(sizes)), constants, states);
    }

    public Bindings constant(String input, Constant value) {
        return with(dims, shapes, with(constants, input, value), states);
    }

    public Bindings state(String input, String output) {
        List<StateBinding> more = new ArrayList<>(states);
        more.add(new StateBinding(input, output));
        return with(dims, shapes, constants, more);
    }

    /** With another size for dimensions not named; -1 to refuse them. */
    public Bindings otherDims(long size) {
        return new Bindings(
                dims, shapes, constants, states, size, scoredRows, scoredInput, scoredPart);
    }

    /**
     * For a model whose first output are scores of tokens, row by row. The plan gets two more
     * outputs, the {@linkplain org.ossicle.pass.RankScores best token and the logarithms of the
     * posteriors} of each row. Where the model {@linkplain org.ossicle.pass.RowsApart allows} it,
     * its first input has that many rows and its others one, else all of them have one.
     *
     * <p>Other bindings are those of one row. Its inputs may have {@linkplain
     * org.ossicle.pass.DropUnitAxes more axes of size 1}, such as [1, size, 1]; the plan then takes
     * rows [rows, size] and gives [rows, scores].
     *
     * @param rows at least 1
     */
    public Bindings scoring(int rows) {
        return scoring(rows, 0);
    }

    /**
     * As {@link #scoring(int)}, with the rows at another input: a joiner's second one for one frame
     * against several predictions.
     *
     * @param rows at least 1
     * @param input from 0
     */
    public Bindings scoring(int rows, int input) {
        return scored(ScoredPart.WHOLE, rows, input);
    }

    /**
     * As {@link #scoring(int)}, for what the model does with {@link #projecting}'s results; both
     * together give the bits of the whole model.
     *
     * @param rows of the first input, at least 1
     */
    public Bindings scoringProjections(int rows) {
        return scoringProjections(rows, 0);
    }

    /**
     * As {@link #scoringProjections(int)}, with the rows at another input, as {@link #scoring(int,
     * int)} has them.
     *
     * @param rows at least 1
     * @param input from 0
     */
    public Bindings scoringProjections(int rows, int input) {
        return scored(ScoredPart.JOINT, rows, input);
    }

    /**
     * For what a model that scores rows does with one input before others join it. The plan has
     * that input and its result; both have as many rows as wanted, each as if it were alone, or one
     * if the model does not allow more.
     *
     * @param rows at least 1
     * @param input from 0
     */
    public Bindings projecting(int rows, int input) {
        return scored(ScoredPart.PROJECTION, rows, input);
    }

    private Bindings scored(ScoredPart part, int rows, int input) {
        if (rows < 1 || input < 0) {
            throw new IllegalArgumentException(
                    "rows to score must be 1 or more, are " + rows + " of input " + input);
        }
        return new Bindings(dims, shapes, constants, states, otherDims, rows, input, part);
    }

    private Bindings with(
            Map<String, Long> newDims,
            Map<String, List<Long>> newShapes,
            Map<String, Constant> newConstants,
            List<StateBinding> newStates) {
        return new Bindings(
                newDims,
                newShapes,
                newConstants,
                newStates,
                otherDims,
                scoredRows,
                scoredInput,
                scoredPart);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
