package org.ossicle.benchmarks.work;

import java.util.ServiceLoader;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineProvider;

/** Engines by the names that benchmarks give them. */
public final class Engines {
    public static final String FFM = "ours-ffm";
    public static final String JNA = "ours-jna";
    public static final String ONNX_RUNTIME = "onnxruntime";

    private static final String OURS = "ours-";

    private Engines() {}

    /** Whether the name is of one of our engines. */
    public static boolean isOurs(String name) {
        return name.startsWith(OURS);
    }

    /** Opens {@code name} if it is one of our engines, {@code other} if it is a peer's. */
    public static Engine oursOr(String name, String other) {
        return open(isOurs(name) ? name : other);
    }

    /**
     * Opens one of our engines.
     *
     * @param name such as {@value #FFM}
     * @throws IllegalArgumentException if no such engine is on the class path
     * @throws org.ossicle.error.EngineException if it cannot run here
     */
    public static Engine open(String name) {
        String wanted = "native-" + name.substring(OURS.length());
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
            if (provider.name().equals(wanted)) {
                return provider.open();
            }
        }
        throw new IllegalArgumentException("no engine " + wanted + " on the class path");
    }
}
