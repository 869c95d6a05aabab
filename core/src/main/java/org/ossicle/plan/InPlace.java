package org.ossicle.plan;

import java.util.List;
import java.util.Map;

/**
 * Lets the output of an element-wise step take the bytes of an input that nothing reads afterwards,
 * by merging their buffers.
 */
final class InPlace {
    private final List<Draft> drafts;
    private final Map<Buffer, int[]> lives;

    private InPlace(List<Draft> drafts) {
        this.drafts = drafts;
        this.lives = Liveness.of(drafts);
    }

    static void merge(List<Draft> drafts) {
        InPlace pass = new InPlace(drafts);
        for (int step = 0; step < drafts.size(); step++) {
            pass.visit(step);
        }
    }

    private void visit(int step) {
        Draft draft = drafts.get(step);
        Placement output = draft.outputs().get(0);
        for (int i = 0; i < draft.inputs().size(); i++) {
            Placement input = draft.inputs().get(i);
            if (input != null
                    && output != null
                    && OperandRules.inPlace(draft.op(), i)
                    && fits(draft, step, input, output)) {
                Buffer from = output.buffer().root();
                Buffer into = input.buffer().root();
                lives.get(into)[1] = lives.get(from)[1];
                from.mergeInto(into);
                return;
            }
        }
    }

    private boolean fits(Draft draft, int step, Placement input, Placement output) {
        Buffer into = input.buffer().root();
        Buffer from = output.buffer().root();
        if (into == from || !into.isScratch() || !from.isScratch()) {
            return false;
        }
        if (input.dtype().bytes() != output.dtype().bytes()
                || !input.layout().matches(output.layout())
                || lives.get(into)[1] != step
                || lives.get(from)[0] != step) {
            return false;
        }
        for (int i = 0; i < draft.inputs().size(); i++) {
            Placement other = draft.inputs().get(i);
            boolean elsewhere = other == null || other.buffer().root() != into;
            boolean alike =
                    elsewhere
                            || OperandRules.inPlace(draft.op(), i)
                                    && other.layout().matches(input.layout());
            if (!alike) {
                return false;
            }
        }
        return true;
    }
}
