package org.ossicle.jna;

import org.ossicle.engine.Engine;
import org.ossicle.tck.EngineContract;

class JnaEngineContractTest extends EngineContract {
    @Override
    protected Engine open() {
        return new JnaEngineProvider().open();
    }
}
