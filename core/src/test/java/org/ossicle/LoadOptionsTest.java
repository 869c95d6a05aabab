package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.cache.PlanCache;
import org.ossicle.model.LoadSettings;

class LoadOptionsTest {
    private static final Path FOLDER = Path.of("/plans").toAbsolutePath();

    @Test
    void eachChangeLeavesTheOthers() {
        LoadOptions none = LoadOptions.defaults();
        for (LoadOptions all :
                List.of(
                        none.withThreads(3).withPlanCache(FOLDER).withMappedFiles(false),
                        none.withMappedFiles(false).withThreads(3).withPlanCache(FOLDER),
                        none.withPlanCache(FOLDER).withMappedFiles(false).withThreads(3))) {
            assertEquals(3, all.threads());
            assertFalse(all.mapsFiles());
            assertTrue(all.cachesPlans());
            LoadSettings settings = all.settings();
            assertEquals(3, settings.threads());
            assertFalse(settings.mapWeights());
            assertEquals(FOLDER, settings.cache().folder());
            LoadSettings uncached = all.withoutPlanCache().settings();
            assertSame(PlanCache.NONE, uncached.cache());
            assertEquals(3, uncached.threads());
            assertFalse(uncached.mapWeights());
        }
        assertEquals(1, none.threads());
        assertEquals(PlanCache.usual().folder(), none.settings().cache().folder());
        assertTrue(none.settings().mapWeights());
    }

    @Test
    void refusesFewerThreadsThanOne() {
        assertThrows(IllegalArgumentException.class, () -> LoadOptions.defaults().withThreads(0));
    }
}
