package org.ossicle.plan;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** From which step to which the bytes of each scratch buffer must not be used otherwise. */
final class Liveness {
    private Liveness() {}

    /** First and last step, both inclusive, of every scratch buffer that the steps touch. */
    static Map<Buffer, int[]> of(List<Draft> drafts) {
        Map<Buffer, int[]> lives = new IdentityHashMap<>();
        for (int step = 0; step < drafts.size(); step++) {
            touch(lives, drafts.get(step).inputs(), step);
            touch(lives, drafts.get(step).outputs(), step);
        }
        return lives;
    }

    private static void touch(Map<Buffer, int[]> lives, List<Placement> places, int step) {
        for (Placement place : places) {
            if (place != null && place.buffer().root().isScratch()) {
                int[] life = lives.get(place.buffer().root());
                if (life == null) {
                    lives.put(place.buffer().root(), new int[] {step, step});
                } else {
                    life[1] = step;
                }
            }
        }
    }
}
