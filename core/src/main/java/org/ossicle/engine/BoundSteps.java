package org.ossicle.engine;

import java.lang.ref.Cleaner;
import org.ossicle.engine.PreparedStep.Bound;

/** What one stream holds of its plan's prepared steps; freed on close, or with its stream. */
final class BoundSteps implements Runnable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final PreparedSteps steps;
    private final Bound[][] sides;

    private BoundSteps(PreparedSteps steps, Bound[] even, Bound[] odd) {
        this.steps = steps;
        this.sides = new Bound[][] {even, odd};
    }

    /**
     * Frees the steps when the stream is closed, or is no longer reachable.
     *
     * @param stream whose steps they are
     * @param even bound to the buffers of even runs
     * @param odd bound to those of odd runs, where the sides of states are exchanged
     */
    static Cleaner.Cleanable keep(Object stream, PreparedSteps steps, Bound[] even, Bound[] odd) {
        steps.retain();
        return CLEANER.register(stream, new BoundSteps(steps, even, odd));
    }

    @Override
    public void run() {
        for (int i = 0; i < sides[0].length; i++) {
            if (sides[0][i] != null) {
                sides[0][i].close();
                if (sides[1][i] != sides[0][i]) {
                    sides[1][i].close();
                }
            }
        }
        steps.release();
    }
}
