package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ossicle.engine.CompileOptions;

class LoadSettingsTest {
    @Test
    void tellsTheEngineWhatWasAskedFor() {
        LoadSettings copied = new LoadSettings(false).withThreads(3);
        assertEquals(new CompileOptions(false, 3), copied.compileOptions());
        assertEquals(new CompileOptions(true, 1), new LoadSettings(true).compileOptions());
    }
}
