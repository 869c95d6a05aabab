package org.ossicle.ffm;

import org.ossicle.engine.Engine;
import org.ossicle.error.EngineException;

/** Stands where JDK 22 and later find the class of this name that opens the engine. */
final class FfmEngines {
    private FfmEngines() {}

    static Engine open() {
        throw new EngineException(
                "engine native-ffm",
                "JDK 22 or later, which has java.lang.foreign",
                "Java " + Runtime.version().feature(),
                "run on a newer JDK or add another engine's dependency");
    }
}
