package org.ossicle.ffm;

import org.ossicle.engine.Engine;
import org.ossicle.error.EngineException;

/** Opens the engine on JDK 22 and later. */
final class FfmEngines {
    private FfmEngines() {}

    static Engine open() {
        if (NativeLibrary.FAILURE != null) {
            throw new EngineException(
                    NativeLibrary.FAILURE.where(),
                    NativeLibrary.FAILURE.expected(),
                    NativeLibrary.FAILURE.found(),
                    NativeLibrary.FAILURE.remedy(),
                    NativeLibrary.FAILURE);
        }
        return new FfmEngine();
    }
}
