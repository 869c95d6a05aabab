package org.ossicle.onnx;

import org.ossicle.engine.Engine;
import org.ossicle.engine.InterpreterProvider;

/** The operator test cases of ONNX through passes and plans, with the engine in plain Java. */
class OnnxNodeVectorPlansTest extends NodeVectorContract {
    @Override
    protected Engine open() {
        return new InterpreterProvider().open();
    }
}
