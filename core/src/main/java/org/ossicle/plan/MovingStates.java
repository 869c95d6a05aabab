package org.ossicle.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Concat;

/**
 * Finds states that need no copies. What a streaming model remembers of the past is mostly a cache:
 *
 * <pre>
 * whole = Concat(cache, fresh)
 * next  = whole without as many of the oldest as came in
 * </pre>
 *
 * perhaps many of them, gathered as one state. If the memory of such a state has room for what is
 * fresh behind what is old, {@code whole} is there as soon as the fresh part is, and {@code next}
 * begins a fixed distance further on: the state moves through its memory, and nobody copies it.
 *
 * <p>The axes lie as the model has them, but for caches of convolutions that work on innermost
 * channels: theirs do.
 */
final class MovingStates {
    private static final int CHANNELS = 1;

    private final Uses uses;
    private final Map<Value, Node> makers = new IdentityHashMap<>();

    MovingStates(Graph graph, Uses uses) {
        this.uses = uses;
        for (Node node : graph.nodes()) {
            for (Value output : node.outputs()) {
                if (output != null) {
                    makers.put(output, node);
                }
            }
        }
    }

    /**
     * A state that moves.
     *
     * @param before where the state lies that a run reads, in the window that the run sees
     * @param distance elements by which the state that the run leaves lies further on
     * @param elements the size of the window
     * @param places where the caches lie with what is fresh, and what the next state is gathered
     *     from, in the window
     */
    record MovingState(Layout before, long distance, long elements, Map<Value, Layout> places) {
        Layout after() {
            return new Layout(before.dims(), before.strides(), distance);
        }
    }

    /** How the state of an input and output moves; null if it does not. */
    MovingState find(Value input, Value output) {
        Search search = new Search(input);
        boolean found = search.follow(output, search.dense);
        return found && search.covered == search.dense.elements() ? search.result(output) : null;
    }

    /** A cache and what is fresh, side by side along an axis. */
    private record Cache(Value whole, Value old, int axis) {}

    private final class Search {
        private final Value input;
        private final Layout dense;
        private final List<Cache> caches = new ArrayList<>();
        private int stateAxis = -1;
        private int innermostAxis;
        private long fresh;
        private long covered;

        Search(Value input) {
            this.input = input;
            this.dense = Layout.dense(input.type().shape().sizes());
        }

        /** Whether all that lies at {@code place} of the next state is what caches keep there. */
        private boolean follow(Value value, Layout place) {
            Node node = makers.get(value);
            if (node == null) {
                return false;
            }
            if (Homes.gathers(node)) {
                return followParts(node, place);
            }
            if (!View.isView(node)) {
                return false;
            }
            View view = View.of(node, node.outputs().indexOf(value));
            Layout source = view.backward().apply(place);
            return source != null
                    ? follow(node.input(0), source)
                    : isCache(node.input(0), view, place);
        }

        private boolean followParts(Node concat, Layout place) {
            int axis = axis(concat);
            long start = 0;
            for (Value part : concat.inputs()) {
                long count = size(part, axis);
                if (!follow(part, place.slice(axis, start, 1, count))) {
                    return false;
                }
                start += count;
            }
            return true;
        }

        /** Whether {@code view} keeps of a cache as much as was at {@code place} before. */
        private boolean isCache(Value whole, View view, Layout place) {
            Node concat = makers.get(whole);
            if (concat == null || !Homes.gathers(concat)) {
                return false;
            }
            int axis = axis(concat);
            Value old = concat.input(0);
            long kept = size(old, axis);
            long added = size(whole, axis) - kept;
            Layout all = Layout.dense(whole.type().shape().sizes());
            Layout tail = view.forward().apply(all);
            Layout before = inState(old, dense);
            boolean same =
                    tail != null
                            && tail.matches(all.slice(axis, added, 1, kept))
                            && before != null
                            && before.matches(place)
                            && movesLike(place, axis, added, isTurned(whole));
            if (same) {
                caches.add(new Cache(whole, old, axis));
                covered += place.elements();
            }
            return same;
        }

        /** Whether a convolution that works on innermost channels takes a value. */
        private boolean isTurned(Value value) {
            for (Uses.Use use : uses.of(value)) {
                if (use.index() == 0 && ChannelsInnermost.suit(use.node())) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a cache at {@code place} may move as those before it do. */
        private boolean movesLike(Layout place, int axis, long added, boolean turned) {
            int along = stateAxis(place, axis);
            int innermost = turned ? stateAxis(place, CHANNELS) : dense.rank() - 1;
            boolean first = caches.isEmpty();
            boolean fits = along >= 0 && innermost >= 0 && added > 0;
            if (!fits || !first && (along != stateAxis || innermost != innermostAxis)) {
                return false;
            }
            boolean same = first || added == fresh;
            stateAxis = along;
            innermostAxis = innermost;
            fresh = added;
            return same;
        }

        /** The axis of the state that an axis of a part of it is; -1 if there is none. */
        private int stateAxis(Layout place, int axis) {
            for (int i = 0; i < dense.rank(); i++) {
                boolean same = dense.strides()[i] == place.strides()[axis];
                if (same && dense.dims()[i] == place.dims()[axis]) {
                    return i;
                }
            }
            return -1;
        }

        /** Where a view of the state lies if the state lies at {@code place}; else null. */
        private Layout inState(Value value, Layout place) {
            if (value == input) {
                return place;
            }
            Node node = makers.get(value);
            if (node == null || !View.isView(node)) {
                return null;
            }
            Layout source = inState(node.input(0), place);
            int output = node.outputs().indexOf(value);
            return source == null ? null : View.of(node, output).forward().apply(source);
        }

        private MovingState result(Value output) {
            long[] window = dense.dims().clone();
            window[stateAxis] += fresh;
            Layout room = innermost(window);
            long[] strides = room.strides();
            Layout before = room.slice(stateAxis, 0, 1, dense.dims()[stateAxis]);
            long distance = fresh * strides[stateAxis];
            if (distance * input.type().dtype().bytes() % ArenaPlanner.ALIGNMENT != 0) {
                return null;
            }
            Map<Value, Layout> places = new IdentityHashMap<>();
            for (Cache cache : caches) {
                Layout old = inState(cache.old, before);
                if (old == null || old.strides()[cache.axis] != strides[stateAxis]) {
                    return null;
                }
                long[] dims = cache.whole.type().shape().sizes();
                places.put(cache.whole, new Layout(dims, old.strides(), old.offset()));
            }
            MovingState found = new MovingState(before, distance, room.elements(), places);
            settle(output, found.after(), places);
            return found;
        }

        /** Notes where a part of the next state lies, and what it is made of up to the caches. */
        private void settle(Value value, Layout place, Map<Value, Layout> places) {
            places.put(value, place);
            Node node = makers.get(value);
            if (Homes.gathers(node)) {
                int axis = axis(node);
                long start = 0;
                for (Value part : node.inputs()) {
                    settle(part, place.slice(axis, start, 1, size(part, axis)), places);
                    start += size(part, axis);
                }
                return;
            }
            Layout source = View.of(node, node.outputs().indexOf(value)).backward().apply(place);
            if (source != null) {
                settle(node.input(0), source, places);
            }
        }

        /** Sizes as memory has them if one axis lies innermost. */
        private Layout innermost(long[] dims) {
            int[] order = new int[dims.length];
            long[] moved = new long[dims.length];
            for (int axis = 0; axis < dims.length; axis++) {
                boolean last = axis == innermostAxis;
                order[axis] = last ? dims.length - 1 : axis < innermostAxis ? axis : axis - 1;
                moved[order[axis]] = dims[axis];
            }
            return Layout.dense(moved).permute(order);
        }
    }

    private static int axis(Node concat) {
        long axis = ((Concat) concat.op()).axis();
        return (int) (axis < 0 ? axis + concat.output(0).type().shape().rank() : axis);
    }

    private static long size(Value value, int axis) {
        return value.type().shape().size(axis);
    }
}
