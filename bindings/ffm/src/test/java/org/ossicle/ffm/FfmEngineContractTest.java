package org.ossicle.ffm;

import org.ossicle.engine.Engine;
import org.ossicle.tck.EngineContract;

class FfmEngineContractTest extends EngineContract {
    @Override
    protected Engine open() {
        return new FfmEngineProvider().open();
    }
}
