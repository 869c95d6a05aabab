package org.ossicle.model;

import org.ossicle.engine.InterpreterProvider;

class SplitJoinerTest extends SplitJoinerContract {
    SplitJoinerTest() {
        super(new InterpreterProvider().open(), 16, 13);
    }
}
