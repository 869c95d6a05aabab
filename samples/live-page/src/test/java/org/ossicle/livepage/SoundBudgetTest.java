package org.ossicle.livepage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoundBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SoundBudget budget = new SoundBudget(8_000, Duration.ofSeconds(2), 5 * SECOND);

    @Test
    void soundMayComeAsItIsSpoken() {
        for (int second = 0; second < 3_600; second++) {
            assertTrue(budget.spend(8_000, (6 + second) * SECOND));
        }
    }

    @Test
    void soundMayBeAheadForAWhile() {
        assertTrue(budget.spend(16_000, 5 * SECOND));
        assertFalse(budget.spend(8, 5 * SECOND));
    }

    @Test
    void emptyMessagesAreNotFree() {
        for (int i = 0; i < 400; i++) {
            assertTrue(budget.spend(0, 5 * SECOND));
        }
        assertFalse(budget.spend(0, 5 * SECOND));
    }
}
