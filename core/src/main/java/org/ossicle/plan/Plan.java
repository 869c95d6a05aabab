package org.ossicle.plan;

import java.util.List;
import org.ossicle.graph.Constant;

/**
 * A graph turned into a flat list of instructions over tensors whose shapes and places are all
 * known. Immutable and neutral towards engines: weights are as the model gave them, and each engine
 * lowers and packs as it likes when it compiles the plan.
 *
 * @param name the model file, for messages
 * @param tensors every tensor, {@code tensors.get(i).id() == i}
 * @param steps the instructions in the order they run
 * @param slots the buffers of inputs, outputs and states
 * @param weights the constants that tensors of residence {@code WEIGHT} refer to
 * @param inputs the tensors the caller writes, in the model's order without states and constants
 * @param outputs the tensors the caller reads, in the model's order without states
 * @param states what is carried from run to run
 * @param scratchBytes the size of the arena
 */
public record Plan(
        String name,
        List<PlanTensor> tensors,
        List<Step> steps,
        List<Slot> slots,
        List<Constant> weights,
        List<Integer> inputs,
        List<Integer> outputs,
        List<StatePair> states,
        long scratchBytes) {

    private static final int MOST_MOVES = 128;

    public Plan {
        tensors = List.copyOf(tensors);
        steps = List.copyOf(steps);
        slots = List.copyOf(slots);
        weights = List.copyOf(weights);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        states = List.copyOf(states);
    }

    /**
     * This plan as those see it who run it: inputs, outputs, states and sizes, but neither steps
     * nor weights. Tensors have other numbers there.
     */
    public Plan outline() {
        return PlanOutline.of(this);
    }

    public PlanTensor tensor(int id) {
        return tensors.get(id);
    }

    /** The position of the input called {@code name} in {@link #inputs()}, or -1. */
    public int inputIndex(String name) {
        return indexOf(inputs, name);
    }

    /** The position of the output called {@code name} in {@link #outputs()}, or -1. */
    public int outputIndex(String name) {
        return indexOf(outputs, name);
    }

    private int indexOf(List<Integer> ids, String name) {
        for (int i = 0; i < ids.size(); i++) {
            if (tensor(ids.get(i)).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * How many bytes further on the next run will see the slot of a state; 0 if the state has two
     * slots or never changes.
     */
    public long distance(StatePair state) {
        PlanTensor read = tensor(state.inputTensor());
        PlanTensor written = tensor(state.outputTensor());
        return read.slot() == written.slot() ? written.offset() - read.offset() : 0;
    }

    /**
     * How many bytes a state moves through before it goes back to the begin of its memory: as many
     * distances as its slot is long, so that it takes the memory of two.
     */
    private long room(StatePair state) {
        long distance = distance(state);
        if (distance == 0) {
            return 0;
        }
        long moves = slots.get(tensor(state.inputTensor()).slot()).bytes() / distance;
        return distance * Math.max(1, Math.min(MOST_MOVES, moves));
    }

    /**
     * The bytes one stream needs in all: inputs, outputs, both sides of states, the room in which
     * states move, and the arena.
     */
    public long streamBytes() {
        long bytes = scratchBytes;
        for (Slot slot : slots) {
            bytes += slot.bytes();
        }
        for (StatePair state : states) {
            bytes += room(state);
        }
        return bytes;
    }

    /** The bytes one stream keeps from run to run, counting each state once. */
    public long stateBytes() {
        long bytes = 0;
        for (StatePair state : states) {
            bytes += tensor(state.inputTensor()).byteSize();
        }
        return bytes;
    }
}
