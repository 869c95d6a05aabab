package org.ossicle.tck;

import org.ossicle.engine.Engine;
import org.ossicle.engine.InterpreterProvider;

class InterpreterEngineContractTest extends EngineContract {
    @Override
    public Engine open() {
        return new InterpreterProvider().open();
    }

    @Override
    protected boolean allocates() {
        return true;
    }
}
