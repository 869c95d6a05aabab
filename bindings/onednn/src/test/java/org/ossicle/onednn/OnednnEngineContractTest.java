package org.ossicle.onednn;

import org.ossicle.engine.Engine;
import org.ossicle.tck.EngineContract;

class OnednnEngineContractTest extends EngineContract {
    @Override
    public Engine open() {
        return new OnednnEngineProvider().open();
    }

    /** The interpreter, which runs what oneDNN does not, makes garbage. */
    @Override
    protected boolean allocates() {
        return true;
    }
}
