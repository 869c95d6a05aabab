package org.ossicle.all;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same jars as modules: whoever requires org.ossicle gets the native engine and all families.
 */
class ModulePathTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ModuleLayer layer = layer();

    @BeforeEach
    void useTheModules() {
        Thread.currentThread().setContextClassLoader(layer.findLoader("org.ossicle.core"));
    }

    @AfterEach
    void useTheClassPath() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void requiringTheOneModuleBringsAnEngineWithItsLibrary() {
        Set<String> ours =
                layer.modules().stream()
                        .map(Module::getName)
                        .filter(name -> name.startsWith("org.ossicle"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "org.ossicle",
                        "org.ossicle.core",
                        "org.ossicle.ffm",
                        "org.ossicle.jna",
                        "org.ossicle.library",
                        "org.ossicle.loader"),
                ours);
    }

    @Test
    void findsTheNativeEngine() throws Exception {
        Class<?> diagnostics = facade("org.ossicle.Diagnostics");
        String report = diagnostics.getMethod("ofThisMachine").invoke(null).toString();
        assertTrue(report.startsWith("engine: native-ffm\n"), report);
    }

    @Test
    void findsTheModelFamilies(@TempDir Path empty) throws Exception {
        Class<?> model = facade("org.ossicle.SpeechModel");
        InvocationTargetException e =
                assertThrows(
                        InvocationTargetException.class,
                        () -> model.getMethod("load", Path.class).invoke(null, empty));
        String message = e.getCause().getMessage();
        assertTrue(message.contains("the files of a model out of ["), message);
        assertFalse(message.contains("out of []"), message);
    }

    private Class<?> facade(String name) throws ClassNotFoundException {
        Class<?> type = layer.findLoader("org.ossicle.core").loadClass(name);
        assertTrue(type.getModule().isNamed(), name + " came from the class path");
        return type;
    }

    @SuppressWarnings("restricted")
    private static ModuleLayer layer() {
        Path[] entries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(ModulePathTest::isWanted)
                        .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration resolved =
                boot.configuration()
                        .resolveAndBind(
                                ModuleFinder.of(entries), ModuleFinder.of(), Set.of("org.ossicle"));
        ModuleLayer.Controller controller =
                ModuleLayer.defineModulesWithOneLoader(
                        resolved, List.of(boot), ClassLoader.getPlatformClassLoader());
        ModuleLayer made = controller.layer();
        controller.enableNativeAccess(made.findModule("org.ossicle.ffm").orElseThrow());
        return made;
    }

    private static boolean isWanted(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll().stream()
                    .map(module -> module.descriptor())
                    .anyMatch(
                            module ->
                                    module.name().equals("com.sun.jna")
                                            || !module.isAutomatic()
                                                    && module.name().startsWith("org.ossicle"));
        } catch (FindException e) {
            return false;
        }
    }
}
