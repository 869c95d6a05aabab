package org.ossicle.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;

/** Gives the buffers of a plan under construction their offsets and its tensors their numbers. */
final class PlanAssembly {
    private static final int ABSENT = -1;

    private final String name;
    private final Boundary boundary;
    private final List<Draft> drafts;
    private final List<Constant> weights;
    private final Map<Buffer, Long> offsets = new IdentityHashMap<>();
    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<PlanTensor> tensors = new ArrayList<>();
    private long scratchBytes;

    /** What makes two placements the same tensor. */
    private record Key(Residence residence, int slot, long base, DType dtype, Layout layout) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.residence == residence
                    && key.slot == slot
                    && key.base == base
                    && key.dtype == dtype
                    && key.layout.equals(layout);
        }

        @Override
        public int hashCode() {
            int place = 31 * (31 * residence.hashCode() + slot) + Long.hashCode(base);
            return 31 * (31 * place + dtype.hashCode()) + layout.hashCode();
        }
    }

    PlanAssembly(String name, Boundary boundary, List<Draft> drafts, List<Constant> weights) {
        this.name = name;
        this.boundary = boundary;
        this.drafts = drafts;
        this.weights = weights;
    }

    Plan assemble() {
        placeScratch();
        List<Integer> inputs = ids(boundary.inputs());
        List<Integer> outputs = ids(boundary.outputs());
        List<StatePair> states = new ArrayList<>();
        for (Boundary.State state : boundary.states()) {
            states.add(new StatePair(state.name(), id(state.read()), id(state.written())));
        }
        List<Step> steps = new ArrayList<>();
        for (Draft draft : drafts) {
            steps.add(
                    new Step(draft.name(), draft.op(), ids(draft.inputs()), ids(draft.outputs())));
        }
        return new Plan(
                name,
                tensors,
                steps,
                boundary.slots(),
                weights,
                inputs,
                outputs,
                states,
                scratchBytes);
    }

    private void placeScratch() {
        Map<Buffer, int[]> lives = Liveness.of(drafts);
        List<Buffer> order = new ArrayList<>();
        List<ArenaPlanner.Request> requests = new ArrayList<>();
        for (Draft draft : drafts) {
            for (Placement output : draft.outputs()) {
                Buffer buffer = output == null ? null : output.buffer().root();
                int[] life = buffer == null ? null : lives.remove(buffer);
                if (life != null) {
                    requests.add(
                            new ArenaPlanner.Request(
                                    order.size(), buffer.bytes(), life[0], life[1]));
                    order.add(buffer);
                }
            }
        }
        List<ArenaPlanner.Place> places = ArenaPlanner.place(requests);
        for (ArenaPlanner.Place place : places) {
            offsets.put(order.get(place.request().id()), place.offset());
        }
        scratchBytes = ArenaPlanner.arenaBytes(places);
    }

    private List<Integer> ids(List<Placement> placements) {
        List<Integer> found = new ArrayList<>(placements.size());
        for (Placement placement : placements) {
            found.add(placement == null ? ABSENT : id(placement));
        }
        return found;
    }

    private int id(Placement placement) {
        Buffer buffer = placement.buffer().root();
        long base = buffer.isScratch() ? offsets.getOrDefault(buffer, 0L) : 0;
        Layout layout = placement.layout();
        DType dtype = placement.dtype();
        Key key = new Key(buffer.residence(), buffer.slot(), base, dtype, layout);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = tensors.size();
        tensors.add(
                new PlanTensor(
                        id,
                        placement.name(),
                        dtype,
                        layout.dims(),
                        layout.strides(),
                        buffer.residence(),
                        buffer.slot(),
                        base + layout.offset() * dtype.bytes()));
        ids.put(key, id);
        return id;
    }
}
