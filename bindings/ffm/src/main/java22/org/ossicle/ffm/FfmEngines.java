package org.ossicle.ffm;

import org.ossicle.engine.Engine;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;

/** Opens the engine on JDK 22 and later. */
final class FfmEngines {
    private FfmEngines() {}

    static Engine open() {
        OssicleException failure = NativeLibrary.FAILURE;
        if (failure != null) {
            throw new EngineException(
                    failure.where(),
                    failure.expected(),
                    failure.found(),
                    failure.remedy(),
                    failure);
        }
        return new FfmEngine(NativeLibrary.CALLS);
    }
}
