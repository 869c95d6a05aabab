package org.ossicle.benchmarks.work;

import java.util.ServiceLoader;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineProvider;

/** Engines by the names that benchmarks give them. */
public final class Engines {
    public static final String FFM = "ours-ffm";
    public static final String JNA = "ours-jna";
    public static final String ONEDNN = "onednn";
    public static final String ONNX_RUNTIME = "onnxruntime";

    private static final String OURS = "ours-";

    private Engines() {}

    /** Whether the name is of an engine of ours, which runs our plans. */
    public static boolean isOurs(String name) {
        return name.startsWith(OURS) || name.equals(ONEDNN);
    }

    /** Opens {@code name} if it is one of our engines, {@code other} if it is a peer's. */
    public static Engine oursOr(String name, String other) {
        return open(isOurs(name) ? name : other);
    }

    /**
     * Opens one of our engines, to run on one thread.
     *
     * @param name such as {@value #FFM}
     * @throws IllegalArgumentException if no such engine is on the class path
     * @throws org.ossicle.error.EngineException if it cannot run here
     */
    public static Engine open(String name) {
        boolean isNative = name.startsWith(OURS);
        String wanted = isNative ? "native-" + name.substring(OURS.length()) : name;
        if (!isNative) {
            OpenMp.useOneThread();
        }
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
            if (provider.name().equals(wanted)) {
                return provider.open();
            }
        }
        throw new IllegalArgumentException("no engine " + wanted + " on the class path");
    }
}
