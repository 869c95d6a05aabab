package org.ossicle.onednn;

import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineProvider;
import org.ossicle.error.EngineException;

/**
 * Offers the engine that runs matrix products, convolutions and LSTMs through oneDNN and the rest
 * through the interpreter. Its place is behind the interpreter, so it runs where it is asked for by
 * name only.
 */
public final class OnednnEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return OnednnEngine.NAME;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Engine open() {
        try {
            return new OnednnEngine();
        } catch (LinkageError e) {
            throw new EngineException(
                    "engine " + name(),
                    "the oneDNN library of the JavaCPP presets",
                    e.toString(),
                    "add org.bytedeco:dnnl, javacpp and opencl with this platform's classifier",
                    e);
        }
    }
}
