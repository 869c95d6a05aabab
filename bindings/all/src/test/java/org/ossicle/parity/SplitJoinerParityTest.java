package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;
import org.ossicle.model.SplitJoinerContract;

/** Joiners of NeMo's form by the native engine, in sizes that fill no vector. */
class SplitJoinerParityTest extends SplitJoinerContract {
    private static final Engine ENGINE = EngineLookup.open().engine();

    SplitJoinerParityTest() {
        super(ENGINE, 131, 270);
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void runsOnTheNativeEngine() {
        assertTrue(ENGINE.name().startsWith("native-"), ENGINE.name());
    }
}
