package org.ossicle.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Graph;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * Finds which outputs of a streaming model are to be its inputs in the next run, by their names or
 * places, and checks that their types agree. Types not known yet agree with any; on a graph with
 * all types inferred the check is complete. Stateless.
 */
public final class CachePairing {
    private static final String STATE_THEM = "state the pairs explicitly or export the model again";

    private CachePairing() {}

    /**
     * The pairs that the usual names tell, in the order of the inputs: {@code new_X}, {@code
     * next_X}, {@code X_next}, {@code nX} and {@code Xn} for X, {@code out_X} for {@code in_X},
     * {@code hn} for {@code h0}. Names that fit but have other types are no pairs.
     *
     * @param where the model file, for messages
     * @throws ModelFormatException if two outputs are meant for one input
     */
    public static List<CachePair> byName(String where, Graph graph) {
        Map<String, Value> inputs = named(where, graph.inputs());
        named(where, graph.outputs());
        Map<String, String> outputOf = new HashMap<>();
        for (Value output : graph.outputs()) {
            String input = inputFor(output, inputs);
            String other = input == null ? null : outputOf.put(input, output.name());
            if (other != null) {
                throw new ModelFormatException(
                        where + ", input '" + input + "'",
                        "one output that feeds it",
                        "'" + other + "' and '" + output.name() + "'",
                        STATE_THEM);
            }
        }
        List<CachePair> pairs = new ArrayList<>();
        for (Value input : graph.inputs()) {
            if (outputOf.containsKey(input.name())) {
                pairs.add(new CachePair(input.name(), outputOf.get(input.name())));
            }
        }
        return pairs;
    }

    private static String inputFor(Value output, Map<String, Value> inputs) {
        for (String name : CacheNames.inputsFor(output.name())) {
            Value input = inputs.get(name);
            if (input != null && agree(input.type(), output.type())) {
                return name;
            }
        }
        return null;
    }

    /**
     * The pairs of a family whose caches stand in the same order among inputs and outputs.
     *
     * @param where the model file, for messages
     * @param firstInput the place of the first cache among the inputs
     * @param firstOutput the place of the first cache among the outputs
     * @param count the number of caches
     * @throws ModelFormatException if there are fewer, or the types of a pair differ
     */
    public static List<CachePair> byPosition(
            String where, Graph graph, int firstInput, int firstOutput, int count) {
        if (graph.inputs().size() < firstInput + count
                || graph.outputs().size() < firstOutput + count) {
            throw new ModelFormatException(
                    where,
                    count + " caches from input " + firstInput + " and output " + firstOutput,
                    graph.inputs().size() + " inputs and " + graph.outputs().size() + " outputs",
                    "check that the file is of the family it is loaded as");
        }
        List<CachePair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(
                    new CachePair(
                            graph.inputs().get(firstInput + i).name(),
                            graph.outputs().get(firstOutput + i).name()));
        }
        return checked(where, graph, pairs);
    }

    /**
     * The given pairs, after checking that the graph has them.
     *
     * @param where the model file, for messages
     * @throws ModelFormatException if a name is none of the graph's, occurs twice, or the types of
     *     a pair differ
     */
    public static List<CachePair> checked(String where, Graph graph, List<CachePair> pairs) {
        Map<String, Value> inputs = named(where, graph.inputs());
        Map<String, Value> outputs = named(where, graph.outputs());
        Set<String> used = new HashSet<>();
        for (CachePair pair : pairs) {
            Value input = find(where, "input", pair.input(), inputs);
            Value output = find(where, "output", pair.output(), outputs);
            if (!used.add("input " + pair.input()) || !used.add("output " + pair.output())) {
                throw new ModelFormatException(
                        where, "each cache in one pair", pair + " again", STATE_THEM);
            }
            if (!agree(input.type(), output.type())) {
                throw new ModelFormatException(
                        where + ", cache '" + pair.input() + "'",
                        "an output '" + pair.output() + "' of type " + input.type(),
                        output.type().toString(),
                        STATE_THEM);
            }
        }
        return List.copyOf(pairs);
    }

    /**
     * Checks that every input is fed, by the caller or by a pair.
     *
     * @param where the model file, for messages
     * @param given the names of the inputs that the caller gives in every run
     * @throws ModelFormatException naming the inputs that nobody feeds
     */
    public static void checkComplete(
            String where, Graph graph, List<CachePair> pairs, Set<String> given) {
        Set<String> fed = new HashSet<>(given);
        pairs.forEach(pair -> fed.add(pair.input()));
        List<String> unfed = new ArrayList<>();
        for (Value input : graph.inputs()) {
            if (!fed.contains(input.name())) {
                unfed.add(input.name());
            }
        }
        if (!unfed.isEmpty()) {
            throw new ModelFormatException(
                    where, "an output for every cache", "none for the inputs " + unfed, STATE_THEM);
        }
    }

    private static Map<String, Value> named(String where, List<Value> values) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (Value value : values) {
            if (named.put(value.name(), value) != null) {
                throw new ModelFormatException(
                        where,
                        "different names for all inputs and for all outputs",
                        "'" + value.name() + "' twice",
                        "export the model again");
            }
        }
        return named;
    }

    private static Value find(String where, String what, String name, Map<String, Value> values) {
        Value value = values.get(name);
        if (value == null) {
            throw new ModelFormatException(
                    where,
                    "an " + what + " out of " + values.keySet(),
                    "'" + name + "'",
                    STATE_THEM);
        }
        return value;
    }

    /** Whether two types can be the same once every size is known. */
    private static boolean agree(TensorType a, TensorType b) {
        if (a == null || b == null) {
            return true;
        }
        if (a.dtype() != b.dtype() || a.shape().rank() != b.shape().rank()) {
            return false;
        }
        for (int i = 0; i < a.shape().rank(); i++) {
            Dim one = a.shape().dims().get(i);
            Dim other = b.shape().dims().get(i);
            if (one.isKnown() && other.isKnown() && one.size() != other.size()) {
                return false;
            }
        }
        return true;
    }
}
