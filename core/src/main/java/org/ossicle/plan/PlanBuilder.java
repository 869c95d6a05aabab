package org.ossicle.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Identity;

/**
 * Turns a graph whose types are all known into a plan. Nodes that only move elements become views
 * wherever their takers can work with views; what remains of them are copies, steps of the operator
 * {@link Identity} between two views. Element-wise steps work in place where their input dies.
 *
 * <p>An output that is an input, a constant or another output as well is copied to its slot at the
 * end. A state is read from one slot and written to another, or lies beside what is new in one slot
 * that moves, so a state's old value stays readable for the whole run.
 */
public final class PlanBuilder {
    private final String name;
    private final Graph graph;
    private final Uses uses;
    private final Map<Value, Placement> slots = new IdentityHashMap<>();
    private final Map<Value, List<Placement>> targets = new IdentityHashMap<>();
    private final Homes homes;
    private final Boundary boundary;
    private final Map<Value, Placement> denseCopies = new IdentityHashMap<>();
    private final Map<Constant, Integer> weightIndex = new IdentityHashMap<>();
    private final List<Constant> weights = new ArrayList<>();
    private final Set<Uses.Use> gathered = new HashSet<>();
    private final List<Draft> drafts = new ArrayList<>();

    private PlanBuilder(
            String name, Graph graph, List<String> outputNames, List<StateBinding> states) {
        this.name = name;
        this.graph = graph;
        this.uses = new Uses(graph);
        this.homes = new Homes(uses, slots);
        this.boundary = new Boundary(name, graph, uses, outputNames, states);
    }

    /**
     * Builds a plan.
     *
     * @param name the model file, for messages
     * @param graph every type known and no sub-graphs; not changed
     * @param outputNames the names of the graph's outputs in the model, which passes may have
     *     replaced by other values
     * @param states the inputs that carry what an output held after the run before
     * @throws InvalidGraphException if a state's input and output are missing or differ in type, or
     *     a type is not known
     */
    public static Plan build(
            String name, Graph graph, List<String> outputNames, List<StateBinding> states) {
        return new PlanBuilder(name, graph, outputNames, states).build();
    }

    private Plan build() {
        boundary.bind(homes, slots);
        for (Boundary.Target target : boundary.targets()) {
            targets.computeIfAbsent(target.value(), v -> new ArrayList<>(1))
                    .add(target.placement());
        }
        for (Node node : graph.nodes()) {
            if (View.isView(node)) {
                addViews(node);
            } else if (node.op() instanceof Concat) {
                addConcat(node);
            } else {
                addStep(node);
            }
            for (Value output : node.outputs()) {
                if (output != null) {
                    deliver(output);
                    gather(output);
                }
            }
        }
        graph.inputs().forEach(this::deliver);
        for (Value output : graph.outputs()) {
            if (output.isConstant()) {
                deliver(output);
            }
        }
        InPlace.merge(drafts);
        return new PlanAssembly(name, boundary, drafts, weights).assemble();
    }

    /** Copies a value that has its place now to the slots where it has to be and is not. */
    private void deliver(Value value) {
        List<Placement> wanted = targets.remove(value);
        if (wanted == null) {
            return;
        }
        Placement found = place(value);
        for (Placement target : wanted) {
            if (!found.sameAs(target)) {
                copy(target.name(), found, target);
            }
        }
    }

    /**
     * Copies a value that has its place now to where it is gathered, so that its bytes are free
     * sooner. Inputs and states stay readable anyway; they are copied when they are needed.
     */
    private void gather(Value value) {
        if (!place(value).buffer().isScratch()) {
            return;
        }
        for (Uses.Use use : uses.of(value)) {
            if (Homes.gathers(use.node())) {
                addPart(use);
            }
        }
    }

    private void addPart(Uses.Use use) {
        Value value = use.node().input(use.index());
        Placement part = homes.part(use.node(), use.index());
        Placement found = place(value);
        boolean missing = !found.sameAs(part) && part.layout().elements() > 0;
        if (gathered.add(use) && missing) {
            copy(use.node().name(), found, part);
            boolean rows = part.layout().hasRows() && !found.layout().hasRows();
            if (rows && !boundary.moves(found)) {
                homes.set(value, part);
            }
        }
    }

    private void addViews(Node node) {
        Placement input = place(node.input(0));
        for (int i = 0; i < node.outputCount(); i++) {
            Value result = node.output(i);
            if (result == null || homes.get(result) != null) {
                continue;
            }
            Layout layout = View.of(node, i).forward().apply(input.layout());
            if (layout == null) {
                addCopiedView(node, i, input);
            } else {
                homes.set(result, input.with(result.name(), layout));
            }
        }
    }

    /** A view whose order no strides can give: the elements are copied on the way. */
    private void addCopiedView(Node node, int output, Placement input) {
        Value result = node.output(output);
        View view = View.of(node, output);
        if (view.backward().apply(Homes.fresh(result).layout()) == null) {
            Placement dense = denseCopy(node, node.input(0), input);
            homes.set(result, dense.with(result.name(), view.forward().apply(dense.layout())));
            return;
        }
        Placement home = homes.choose(result, null);
        Layout target = view.backward().apply(home.layout());
        if (target == null) {
            home = Homes.fresh(result);
            homes.set(result, home);
            target = view.backward().apply(home.layout());
        }
        copy(node.name(), input, home.with(result.name(), target));
    }

    /** What is left to gather: inputs and constants. */
    private void addConcat(Node node) {
        homes.chooseGathered(node.output(0));
        for (int i = 0; i < node.inputCount(); i++) {
            addPart(new Uses.Use(node, i));
        }
    }

    private void addStep(Node node) {
        List<Placement> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputCount(); i++) {
            Value value = node.input(i);
            if (value == null) {
                inputs.add(null);
                continue;
            }
            Placement found = place(value);
            long reading = OperandRules.readCost(node, i, found.layout());
            boolean fits = reading <= OperandRules.copyCost(found.layout());
            inputs.add(fits ? found : denseCopy(node, value, found));
        }
        List<Placement> outputs = new ArrayList<>();
        boolean anyElements = false;
        for (Value value : node.outputs()) {
            Placement home = value == null ? null : home(node, value, inputs);
            outputs.add(home);
            anyElements |= home != null && home.layout().elements() > 0;
        }
        if (anyElements) {
            drafts.add(new Draft(node.name(), node.op(), inputs, outputs));
        }
    }

    /** Where an output is written: never among bytes that the step still reads. */
    private Placement home(Node node, Value value, List<Placement> inputs) {
        Placement home = homes.choose(value, node);
        for (Placement input : inputs) {
            if (input != null && input.overlaps(home)) {
                home = Homes.fresh(value);
                homes.set(value, home);
            }
        }
        return home;
    }

    private Placement denseCopy(Node taker, Value value, Placement found) {
        Placement dense = denseCopies.get(value);
        if (dense == null) {
            Placement slot = slots.get(value);
            dense = slot == null ? Homes.fresh(value) : slot;
            copy(taker.name(), found, dense);
            denseCopies.put(value, dense);
            if (!boundary.moves(found)) {
                homes.set(value, dense);
            }
        }
        return dense;
    }

    private void copy(String from, Placement source, Placement target) {
        if (source.overlaps(target)) {
            Placement aside =
                    Placement.scratch(source.name(), source.dtype(), source.layout().dims());
            copy(from, source, aside);
            copy(from, aside, target);
            return;
        }
        drafts.add(new Draft(from, new Identity(), List.of(source), List.of(target)));
    }

    private Placement place(Value value) {
        Placement known = homes.get(value);
        if (known != null) {
            return known;
        }
        if (!value.isConstant()) {
            throw new InvalidGraphException(
                    name,
                    "a graph in dependency order",
                    "value " + value + " taken before it is computed",
                    "this is a fault of a pass; please report it");
        }
        Constant constant = value.constant();
        Integer index = weightIndex.putIfAbsent(constant, weights.size());
        if (index == null) {
            index = weights.size();
            weights.add(constant);
        }
        Buffer buffer = Buffer.weight(index, constant.byteSize());
        TensorType type = value.type();
        Layout layout = Layout.dense(type.shape().sizes());
        Placement placement = new Placement(value.name(), type.dtype(), buffer, layout);
        homes.set(value, placement);
        return placement;
    }
}
