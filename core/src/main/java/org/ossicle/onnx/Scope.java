package org.ossicle.onnx;

import java.util.HashMap;
import java.util.Map;
import org.ossicle.graph.Value;

/** The values that names stand for in one graph, and around it. */
final class Scope {
    private final Scope outer;
    private final Map<String, Value> values = new HashMap<>();

    /**
     * @param outer the scope of the graph around this one, or null
     */
    Scope(Scope outer) {
        this.outer = outer;
    }

    /** Whether the name has a meaning here, be it that an input was omitted. */
    boolean knows(String name) {
        return values.containsKey(name) || outer != null && outer.knows(name);
    }

    /** Whether this graph itself gives the name a meaning. */
    boolean defines(String name) {
        return values.containsKey(name);
    }

    /** The value, or null for an omitted input. */
    Value get(String name) {
        return values.containsKey(name) || outer == null ? values.get(name) : outer.get(name);
    }

    /**
     * @param value the value, or null for an input that a call omits
     */
    void put(String name, Value value) {
        values.put(name, value);
    }
}
