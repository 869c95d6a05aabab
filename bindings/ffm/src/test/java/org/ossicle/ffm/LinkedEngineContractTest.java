package org.ossicle.ffm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ossicle.engine.Engine;
import org.ossicle.tck.EngineContract;

/** The calls that take the place of native methods where a class loader cannot have those. */
class LinkedEngineContractTest extends EngineContract {
    @Override
    protected Engine open() {
        return new FfmEngine(new LinkedCalls());
    }

    @Test
    void isOfTheSameInterfaceAsTheNativeMethods() {
        assertEquals(NativeLibrary.CALLS.abiVersion(), new LinkedCalls().abiVersion());
    }
}
