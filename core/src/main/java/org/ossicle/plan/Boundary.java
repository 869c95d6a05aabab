package org.ossicle.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.plan.MovingStates.MovingState;

/** The slots of a plan: what its caller writes and reads, and what one run hands to the next. */
final class Boundary {
    private final String where;
    private final Graph graph;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Placement> inputs = new ArrayList<>();
    private final List<Placement> outputs = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final Map<Value, Placement> readPlaces = new HashMap<>();
    private final Map<Value, Placement> moved = new HashMap<>();
    private final Set<Buffer> windows = new HashSet<>();
    private final MovingStates moving;

    /** A value and the slot it has to be in when the run ends. */
    record Target(Value value, Placement placement) {}

    /** A state's two sides; the same place twice if it never changes. */
    record State(String name, Placement read, Placement written) {}

    Boundary(
            String where,
            Graph graph,
            Uses uses,
            List<String> outputNames,
            List<StateBinding> bindings) {
        this.where = where;
        this.graph = graph;
        this.moving = new MovingStates(graph, uses);
        Map<String, StateBinding> byInput = new HashMap<>();
        Map<String, StateBinding> byOutput = new HashMap<>();
        for (StateBinding binding : bindings) {
            byInput.put(binding.input(), binding);
            byOutput.put(binding.output(), binding);
        }
        Map<String, Value> outputValues = new HashMap<>();
        for (int i = 0; i < outputNames.size(); i++) {
            outputValues.put(outputNames.get(i), graph.outputs().get(i));
        }
        for (Value input : graph.inputs()) {
            if (!byInput.containsKey(input.name())) {
                inputs.add(read(input, Residence.INPUT));
            }
        }
        for (int i = 0; i < outputNames.size(); i++) {
            String name = outputNames.get(i);
            if (!byOutput.containsKey(name)) {
                outputs.add(written(graph.outputs().get(i), name, Residence.OUTPUT));
            }
        }
        for (StateBinding binding : bindings) {
            states.add(state(binding, outputValues.get(binding.output())));
        }
    }

    /**
     * Hands over what is known of places before any step is.
     *
     * @param homes learns where inputs lie, and what shares the memory of a state that moves
     * @param wanted learns where computed values have to be in the end
     */
    void bind(Homes homes, Map<Value, Placement> wanted) {
        readPlaces.forEach(homes::set);
        moved.forEach(homes::set);
        for (Target target : targets) {
            Value value = target.value();
            boolean hasPlace = readPlaces.containsKey(value) || moved.containsKey(value);
            if (!value.isConstant() && !hasPlace) {
                wanted.putIfAbsent(value, target.placement());
            }
        }
    }

    /**
     * Whether a place is in the memory of a state that moves, where only what is fresh is written.
     */
    boolean moves(Placement place) {
        return windows.contains(place.buffer());
    }

    List<Slot> slots() {
        return slots;
    }

    List<Placement> inputs() {
        return inputs;
    }

    List<Placement> outputs() {
        return outputs;
    }

    List<State> states() {
        return states;
    }

    List<Target> targets() {
        return targets;
    }

    private State state(StateBinding binding, Value output) {
        Value input = null;
        for (Value candidate : graph.inputs()) {
            input = candidate.name().equals(binding.input()) ? candidate : input;
        }
        if (input == null || output == null) {
            throw invalid("a graph input and output for " + binding, "none of that name");
        }
        if (output == input) {
            Placement read = read(input, Residence.STATE);
            return new State(binding.input(), read, read);
        }
        if (!input.type().equals(output.type())) {
            throw invalid(
                    "equal types on both sides of " + binding,
                    input.type() + " and " + output.type());
        }
        MovingState found = moving.find(input, output);
        if (found != null) {
            return movingState(binding, input, output, found);
        }
        Placement read = read(input, Residence.STATE);
        return new State(binding.input(), read, written(output, binding.output(), Residence.STATE));
    }

    private State movingState(StateBinding binding, Value input, Value output, MovingState found) {
        DType dtype = input.type().dtype();
        Buffer window = buffer(Residence.STATE, found.elements() * dtype.bytes());
        Placement read = new Placement(input.name(), dtype, window, found.before());
        Placement written = read.with(binding.output(), found.after());
        windows.add(window);
        readPlaces.put(input, read);
        targets.add(new Target(output, written));
        found.places().forEach((value, at) -> moved.put(value, read.with(value.name(), at)));
        return new State(binding.input(), read, written);
    }

    private Placement read(Value value, Residence residence) {
        Placement place = slot(value, value.name(), residence);
        readPlaces.put(value, place);
        return place;
    }

    private Placement written(Value value, String name, Residence residence) {
        Placement place = slot(value, name, residence);
        targets.add(new Target(value, place));
        return place;
    }

    private Placement slot(Value value, String name, Residence residence) {
        TensorType type = value.type();
        if (type == null || !type.shape().isKnown()) {
            throw invalid("a known type for " + name, String.valueOf(type));
        }
        Layout layout = Layout.dense(type.shape().sizes());
        Buffer buffer = buffer(residence, layout.elements() * type.dtype().bytes());
        return new Placement(name, type.dtype(), buffer, layout);
    }

    private Buffer buffer(Residence residence, long bytes) {
        Buffer buffer = Buffer.slot(residence, slots.size(), bytes);
        slots.add(new Slot(residence, bytes));
        return buffer;
    }

    private InvalidGraphException invalid(String expected, String found) {
        return new InvalidGraphException(
                where, expected, found, "bind dimensions and states to what the model has");
    }
}
