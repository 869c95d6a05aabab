package org.ossicle.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.benchmarks.work.MissingModelException;
import org.ossicle.benchmarks.work.ModelFolder;

class BesideACollectorTest {
    /** The guard leaves out a row whose model is missing; any other exception ends it. */
    @Test
    void tellsThatTheModelIsMissingBeforeItStartsAnotherJvm(@TempDir Path empty) {
        ModelFolder models = new ModelFolder(empty);
        Duel duel = new Duel(1);
        assertThrows(MissingModelException.class, () -> BesideACollector.measure(models, duel));
    }
}
