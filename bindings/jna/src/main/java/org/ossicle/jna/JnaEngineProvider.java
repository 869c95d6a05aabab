package org.ossicle.jna;

import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineProvider;
import org.ossicle.error.EngineException;

/**
 * Offers the native engine called through JNA, which runs on Java 17 and later. It comes after the
 * binding through {@code java.lang.foreign}, whose call costs less.
 */
public final class JnaEngineProvider implements EngineProvider {
    static final String NAME = "native-jna";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return 90;
    }

    @Override
    public Engine open() {
        if (NativeCalls.FAILURE != null) {
            throw new EngineException(
                    NativeCalls.FAILURE.where(),
                    NativeCalls.FAILURE.expected(),
                    NativeCalls.FAILURE.found(),
                    NativeCalls.FAILURE.remedy(),
                    NativeCalls.FAILURE);
        }
        return new JnaEngine();
    }
}
