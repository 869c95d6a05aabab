package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.op.MatMul;

/** One fault in a sound plan at a time. */
class PlanCheckerTest {
    private final List<PlanTensor> tensors = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>(List.of(0, 1));
    private final List<Integer> outputs = new ArrayList<>(List.of(3));

    PlanCheckerTest() {
        set(0, Residence.INPUT, 0, 0, new long[] {2, 3}, new long[] {3, 1});
        set(1, Residence.WEIGHT, 0, 0, new long[] {3, 3}, new long[] {3, 1});
        set(2, Residence.SCRATCH, 0, 64, new long[] {2, 3}, new long[] {3, 1});
        set(3, Residence.OUTPUT, 1, 0, new long[] {2, 3}, new long[] {3, 1});
        inputs.remove(1);
    }

    @Test
    void acceptsTheSoundPlan() {
        PlanChecker.check(plan());
    }

    @Test
    void refusesViewsOutsideTheirBytes() {
        set(2, Residence.SCRATCH, 0, 120, new long[] {2, 3}, new long[] {3, 1});
        assertRefused("a view within 128 bytes");
        set(2, Residence.SCRATCH, 0, 4, new long[] {2, 3}, new long[] {3, -1});
        assertRefused("a view within 128 bytes");
        set(1, Residence.WEIGHT, 0, 0, new long[] {3, 3}, new long[] {4, 1});
        assertRefused("a view within 36 bytes");
    }

    @Test
    void refusesSlotsOfAnotherKind() {
        set(0, Residence.INPUT, 1, 0, new long[] {2, 3}, new long[] {3, 1});
        assertRefused("a slot of residence INPUT");
        set(0, Residence.INPUT, 7, 0, new long[] {2, 3}, new long[] {3, 1});
        assertRefused("0 to 1");
    }

    @Test
    void refusesBoundariesThatAreNotWhole() {
        set(3, Residence.OUTPUT, 1, 0, new long[] {3, 2}, new long[] {1, 3});
        assertRefused("a whole OUTPUT");
        inputs.set(0, 2);
        assertRefused("a whole INPUT");
    }

    @Test
    void refusesStepsThatWriteWhereTheyMustNot() {
        set(3, Residence.OUTPUT, 1, 0, new long[] {2, 3}, new long[] {0, 1});
        outputs.clear();
        assertRefused("an output to write to");
        set(3, Residence.INPUT, 0, 0, new long[] {2, 3}, new long[] {3, 1});
        assertRefused("an output to write to");
    }

    @Test
    void refusesProductsOverTheirOwnInput() {
        set(3, Residence.SCRATCH, 0, 68, new long[] {2, 3}, new long[] {3, 1});
        outputs.clear();
        assertRefused("an output apart from input 0");
    }

    private void assertRefused(String expected) {
        InvalidGraphException e =
                assertThrows(InvalidGraphException.class, () -> PlanChecker.check(plan()));
        assertTrue(e.expected().contains(expected), e.getMessage());
    }

    private void set(
            int id, Residence residence, int slot, long offset, long[] dims, long[] strides) {
        PlanTensor tensor =
                new PlanTensor(id, "t" + id, DType.FLOAT32, dims, strides, residence, slot, offset);
        if (id < tensors.size()) {
            tensors.set(id, tensor);
        } else {
            tensors.add(tensor);
        }
    }

    private Plan plan() {
        return new Plan(
                "m",
                tensors,
                List.of(
                        new Step("a", new MatMul(), List.of(0, 1), List.of(2)),
                        new Step("b", new MatMul(), List.of(2, 1), List.of(3))),
                List.of(new Slot(Residence.INPUT, 24), new Slot(Residence.OUTPUT, 24)),
                List.of(RandomTensors.floats(new Random(1), 3, 3)),
                inputs,
                outputs,
                List.of(),
                128);
    }
}
