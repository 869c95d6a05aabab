package org.ossicle.ffm;

import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineProvider;

/**
 * Offers the native engine called through {@code java.lang.foreign}, which takes JDK 22 or later.
 */
public final class FfmEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "native-ffm";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Engine open() {
        return FfmEngines.open();
    }
}
