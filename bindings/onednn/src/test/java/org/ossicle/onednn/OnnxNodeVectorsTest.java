package org.ossicle.onednn;

import org.ossicle.engine.Engine;
import org.ossicle.onnx.NodeVectorContract;

class OnnxNodeVectorsTest extends NodeVectorContract {
    @Override
    protected Engine open() {
        return new OnednnEngineProvider().open();
    }
}
