package org.ossicle.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import org.junit.jupiter.api.Test;
import org.ossicle.benchmarks.roofline.Rooflines;

class RooflinesTest {
    @Test
    void everyRowOfTheGuardHasOne() {
        assertIterableEquals(
                GuardTasks.all(null).stream().map(GuardTask::work).toList(), Rooflines.names());
    }
}
