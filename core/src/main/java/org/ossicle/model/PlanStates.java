package org.ossicle.model;

import java.nio.ByteBuffer;
import org.ossicle.engine.PlanState;
import org.ossicle.plan.Plan;
import org.ossicle.plan.StatePair;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Carries the states of a plan to a snapshot and back, in the plan's order. */
final class PlanStates {
    private PlanStates() {}

    static void save(Plan plan, PlanState from, SnapshotWriter writer) {
        writer.section("states");
        for (int i = 0; i < plan.states().size(); i++) {
            int bytes = bytes(plan, i);
            writer.putInt(bytes);
            from.readState(i, writer.reserve(bytes));
        }
    }

    static void restore(Plan plan, PlanState to, SnapshotReader reader) {
        reader.section("states");
        for (int i = 0; i < plan.states().size(); i++) {
            int bytes = bytes(plan, i);
            int found = reader.getInt();
            String name = plan.states().get(i).name();
            reader.require(found == bytes, bytes + " bytes for " + name, found);
            ByteBuffer state = reader.take(bytes);
            to.writeState(i, state);
        }
    }

    private static int bytes(Plan plan, int index) {
        StatePair state = plan.states().get(index);
        return Math.toIntExact(plan.tensor(state.inputTensor()).byteSize());
    }
}
