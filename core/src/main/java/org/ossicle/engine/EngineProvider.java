package org.ossicle.engine;

/**
 * Found by {@link java.util.ServiceLoader}: offers one engine, if this machine and JVM can run it.
 */
public interface EngineProvider {
    /** The engine's name, such as {@code native-ffm} or {@code interpreter}. */
    String name();

    /**
     * Higher is preferred when several engines can run. The interpreter, which always can, has 0:
     * an engine below that runs only where it is asked for by name.
     */
    int priority();

    /**
     * Opens the engine.
     *
     * @throws org.ossicle.error.EngineException if it cannot run here; the message says why and
     *     what to do
     */
    Engine open();
}
