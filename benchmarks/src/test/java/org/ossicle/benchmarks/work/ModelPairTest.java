package org.ossicle.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.engine.Engine;

/** Both engines on a tiny model. */
class ModelPairTest {
    private static final ModelWork TINY = ModelWork.stateless(TinyModel.write().toString());

    @Test
    void bothEnginesComputeTheSame(@TempDir Path folder) {
        try (Engine engine = Engines.open(Engines.FFM);
                ModelPair pair = ModelPair.open(engine, TINY, new ModelFolder(folder))) {
            pair.ours().state().input(0).putFloat(0, 3.5f);
            pair.peer().input(0).putFloat(0, 3.5f);
            pair.contender(Engines.FFM).run();
            pair.contender(Engines.ONNX_RUNTIME).run();
            assertEquals(3.5f, pair.ours().state().output(0).getFloat(0));
            assertEquals(3.5f, pair.peer().output(0).getFloat(0));
        }
    }

    @Test
    void refusesEnginesThatDisagree(@TempDir Path folder) {
        try (Engine engine = Engines.open(Engines.FFM);
                ModelPair pair = ModelPair.open(engine, TINY, new ModelFolder(folder))) {
            pair.ours().state().input(0).putFloat(0, 3.5f);
            pair.peer().input(0).putFloat(0, 3.6f);
            assertThrows(
                    WrongOutputException.class,
                    () -> Agreement.check(pair.model().plan(), pair.ours(), pair.peer(), 1e-3));
            pair.ours().state().input(0).putFloat(0, Float.NaN);
            assertThrows(
                    WrongOutputException.class,
                    () -> Agreement.check(pair.model().plan(), pair.ours(), pair.peer(), 1e-3));
        }
    }

    @Test
    void namesTheModelThatIsMissing(@TempDir Path folder) {
        MissingModelException missing =
                assertThrows(
                        MissingModelException.class,
                        () -> new ModelFolder(folder).find("synthetic/none.onnx"));
        assertTrue(missing.getMessage().contains("synthetic/none.onnx"), missing.getMessage());
    }
}
