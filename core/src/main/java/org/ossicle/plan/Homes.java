package org.ossicle.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Concat;
import org.ossicle.plan.Uses.Use;

/**
 * Chooses where each computed value is written, so that as little as possible is copied later:
 * straight into the slot of an output or state, into its part of a concatenation, or in the order
 * of elements that a later transpose asks for.
 *
 * <p>Every place that would save a copy is tried; the one with the least left to copy wins, a fresh
 * dense buffer among equals.
 */
final class Homes {
    /** Views of views of ... further away than this do not count. */
    private static final int MAX_DEPTH = 8;

    private final Uses uses;
    private final Map<Value, Placement> slots;
    private final Map<Value, Placement> chosen = new IdentityHashMap<>();

    /**
     * @param slots where values that leave the graph have to be in the end
     */
    Homes(Uses uses, Map<Value, Placement> slots) {
        this.uses = uses;
        this.slots = slots;
    }

    /** Records a place that is not for this class to choose: inputs, constants, views. */
    void set(Value value, Placement placement) {
        chosen.put(value, placement);
    }

    /** The place of a value, or null if it has none yet. */
    Placement get(Value value) {
        return chosen.get(value);
    }

    /**
     * The place to write a value to.
     *
     * @param writer the node that computes it, or null if it is copied
     */
    Placement choose(Value value, Node writer) {
        Placement known = chosen.get(value);
        if (known != null) {
            return known;
        }
        Placement best = fresh(value);
        List<Placement> wishes = wishes(value, 0);
        long leastCost = wishes.isEmpty() ? 0 : writeCost(writer, best) + cost(value, best, 0);
        for (Placement wish : wishes) {
            long writing = writeCost(writer, wish);
            if (writing != OperandRules.IMPOSSIBLE && writing + cost(value, wish, 0) < leastCost) {
                best = wish;
                leastCost = writing + cost(value, wish, 0);
            }
        }
        chosen.put(value, best);
        return best;
    }

    private static long writeCost(Node writer, Placement place) {
        return writer == null ? 0 : OperandRules.writeCost(writer, place.layout());
    }

    /** The place where the values of a concatenation are gathered. */
    Placement chooseGathered(Value value) {
        return choose(value, null);
    }

    /** Part {@code index} of where a concatenation is gathered. */
    Placement part(Node concat, int index) {
        Value whole = concat.output(0);
        Placement home = chooseGathered(whole);
        int rank = home.layout().rank();
        long along = ((Concat) concat.op()).axis();
        int axis = (int) (along < 0 ? along + rank : along);
        long start = 0;
        for (int i = 0; i < index; i++) {
            start += size(concat.input(i), axis);
        }
        Value part = concat.input(index);
        return home.with(part.name(), home.layout().slice(axis, start, 1, size(part, axis)));
    }

    static Placement fresh(Value value) {
        TensorType type = value.type();
        return Placement.scratch(value.name(), type.dtype(), type.shape().sizes());
    }

    private static long size(Value value, int axis) {
        return value.type().shape().size(axis);
    }

    /** Whether a node puts its inputs side by side. */
    static boolean gathers(Node node) {
        return node.op() instanceof Concat && !View.isView(node);
    }

    /** Places that would make some later copy of {@code value} needless. */
    private List<Placement> wishes(Value value, int depth) {
        List<Placement> wishes = new ArrayList<>();
        Placement slot = slots.get(value);
        if (slot != null) {
            wishes.add(slot);
        }
        if (depth > MAX_DEPTH) {
            return wishes;
        }
        for (Use use : uses.of(value)) {
            Node node = use.node();
            if (gathers(node)) {
                wishes.add(part(node, use.index()));
            } else if (use.index() == 0 && ChannelsInnermost.suit(node)) {
                Placement fresh = fresh(value);
                Layout turned = ChannelsInnermost.dense(fresh.layout().dims());
                wishes.add(fresh.with(value.name(), turned));
            } else if (use.index() == 0 && View.isView(node)) {
                addWishesThrough(node, value, depth, wishes);
            }
        }
        return wishes;
    }

    private void addWishesThrough(Node node, Value value, int depth, List<Placement> wishes) {
        for (int i = 0; i < node.outputCount(); i++) {
            Value result = node.output(i);
            if (result == null) {
                continue;
            }
            View view = View.of(node, i);
            List<Placement> inner = wishes(result, depth + 1);
            inner.add(fresh(result));
            for (Placement wish : inner) {
                Layout layout = view.backward().apply(wish.layout());
                if (layout != null) {
                    wishes.add(wish.with(value.name(), layout));
                }
            }
        }
    }

    /** What is left to pay, in copied elements, if {@code value} lies at {@code place}. */
    private long cost(Value value, Placement place, int depth) {
        long copy = OperandRules.copyCost(place.layout());
        Placement slot = slots.get(value);
        long cost = slot == null || slot.sameAs(place) ? 0 : copy;
        boolean densified = false;
        for (Use use : uses.of(value)) {
            Node node = use.node();
            if (use.index() == 0 && View.isView(node)) {
                cost += costThrough(node, place, depth);
            } else if (gathers(node)) {
                cost += part(node, use.index()).sameAs(place) ? 0 : copy;
            } else if (!densified) {
                long reading = OperandRules.readCost(node, use.index(), place.layout());
                densified = reading > copy;
                cost += Math.min(reading, copy);
            }
        }
        return cost;
    }

    private long costThrough(Node node, Placement place, int depth) {
        long cost = 0;
        for (int i = 0; i < node.outputCount(); i++) {
            Value result = node.output(i);
            if (result == null || depth > MAX_DEPTH) {
                continue;
            }
            Layout layout = View.of(node, i).forward().apply(place.layout());
            if (layout == null) {
                cost += OperandRules.copyCost(place.layout());
            } else {
                cost += cost(result, place.with(result.name(), layout), depth + 1);
            }
        }
        return cost;
    }
}
