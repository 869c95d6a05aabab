package org.ossicle.ffm;

import org.ossicle.engine.Engine;
import org.ossicle.error.EngineException;

/** Opens the engine on JDK 22 and later. */
final class FfmEngines {
    private FfmEngines() {}

    static Engine open() {
        if (NativeApi.FAILURE != null) {
            throw new EngineException(
                    NativeApi.FAILURE.where(),
                    NativeApi.FAILURE.expected(),
                    NativeApi.FAILURE.found(),
                    NativeApi.FAILURE.remedy(),
                    NativeApi.FAILURE);
        }
        return new FfmEngine();
    }
}
