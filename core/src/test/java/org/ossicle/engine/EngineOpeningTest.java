package org.ossicle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ossicle.error.EngineException;

class EngineOpeningTest {
    @Test
    void givesTheEngineThatALookupGives() {
        try (EngineOpening opening = EngineOpening.start();
                Engine found = opening.get().engine();
                Engine expected = EngineLookup.open().engine()) {
            assertEquals(expected.name(), found.name());
        }
    }

    @Test
    void failsAsTheLookupDoesWhenTheEngineIsAskedFor() {
        String before = System.getProperty(EngineLookup.PROPERTY);
        System.setProperty(EngineLookup.PROPERTY, "nobody-offers-this");
        try (EngineOpening opening = EngineOpening.start()) {
            EngineException thrown = assertThrows(EngineException.class, opening::get);
            assertTrue(thrown.getMessage().contains("nobody-offers-this"), thrown.getMessage());
        } finally {
            if (before == null) {
                System.clearProperty(EngineLookup.PROPERTY);
            } else {
                System.setProperty(EngineLookup.PROPERTY, before);
            }
        }
    }

    @Test
    void leavesAnInterruptOfTheCallerToBeSeen() {
        try (EngineOpening opening = EngineOpening.start()) {
            Thread.currentThread().interrupt();
            Engine found = opening.get().engine();
            assertTrue(Thread.interrupted());
            found.close();
        }
    }
}
