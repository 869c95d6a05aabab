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
 */
public record Bindings(
        Map<String, Long> dims,
        Map<String, List<Long>> shapes,
        Map<String, Constant> constants,
        List<StateBinding> states,
        long otherDims) {

    /** Nothing bound: symbolic dimensions are 1, a single stream. */
    public static final Bindings NONE = new Bindings(Map.of(), Map.of(), Map.of(), List.of(), 1);

    public Bindings {
        dims = Map.copyOf(dims);
        shapes = Map.copyOf(shapes);
        constants = Map.copyOf(constants);
        states = List.copyOf(states);
    }

    public Bindings dim(String name, long size) {
        return new Bindings(with(dims, name, size), shapes, constants, states, otherDims);
    }

    public Bindings shape(String input, Long... sizes) {
        return new Bindings(
                dims, with(shapes, input, List.of(sizes)), constants, states, otherDims);
    }

    public Bindings constant(String input, Constant value) {
        return new Bindings(dims, shapes, with(constants, input, value), states, otherDims);
    }

    public Bindings state(String input, String output) {
        List<StateBinding> more = new ArrayList<>(states);
        more.add(new StateBinding(input, output));
        return new Bindings(dims, shapes, constants, more, otherDims);
    }

    /** With another size for dimensions not named; -1 to refuse them. */
    public Bindings otherDims(long size) {
        return new Bindings(dims, shapes, constants, states, size);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
