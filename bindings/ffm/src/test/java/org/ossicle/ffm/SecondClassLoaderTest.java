package org.ossicle.ffm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineProvider;

/** Two applications in one JVM may both bring the binding. */
class SecondClassLoaderTest {
    /** Has classes of the binding of its own and shares all others. */
    private static final class Isolated extends URLClassLoader {
        Isolated(Class<?>... samples) {
            super(locations(samples), Isolated.class.getClassLoader());
        }

        private static URL[] locations(Class<?>... samples) {
            URL[] locations = new URL[samples.length];
            for (int i = 0; i < samples.length; i++) {
                locations[i] = samples[i].getProtectionDomain().getCodeSource().getLocation();
            }
            return locations;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.ossicle.ffm.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @Test
    void opensTheEngineInEveryClassLoader() throws IOException, ReflectiveOperationException {
        try (Engine here = new FfmEngineProvider().open();
                Isolated loader = new Isolated(NativeLibrary.class, FfmEngineProvider.class)) {
            Class<?> provider = loader.loadClass(FfmEngineProvider.class.getName());
            assertNotSame(FfmEngineProvider.class, provider);
            Object made = provider.getConstructor().newInstance();
            try (Engine there = ((EngineProvider) made).open()) {
                assertEquals(
                        here.facts().get("library version"), there.facts().get("library version"));
            }
        }
    }
}
