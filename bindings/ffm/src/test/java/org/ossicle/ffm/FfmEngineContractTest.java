package org.ossicle.ffm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.ossicle.engine.Engine;
import org.ossicle.tck.EngineContract;

class FfmEngineContractTest extends EngineContract {
    @Override
    public Engine open() {
        return new FfmEngineProvider().open();
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals("0", open().facts().get("native bytes in use"));
    }
}
