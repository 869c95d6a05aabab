package org.ossicle;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the packages of core to the layering table of {@code core/docs/architecture.md}. */
class LayeringTest {
    private static final String ROOT = "org.ossicle";

    /**
     * Lower layers first: a row may name only rows above it, so the packages cannot form a cycle.
     */
    private static final List<Layer> LAYERS =
            List.of(
                    layer("error"),
                    layer("snapshot", "error"),
                    layer("audio", "error", "snapshot"),
                    layer("graph", "error"),
                    layer("graph.op", "error", "graph"),
                    layer("graph.eval", "error", "graph", "graph.op"),
                    layer("features", "error", "snapshot", "audio"),
                    layer("segment", "error", "snapshot", "audio"),
                    layer("emotion", "error", "snapshot", "audio"),
                    layer("emotion.functionals", "error", "snapshot", "audio", "features"),
                    layer("decode", "error", "snapshot"),
                    layer("onnx", "error", "graph", "graph.op"),
                    layer("pass", "error", "graph", "graph.op", "graph.eval"),
                    layer("stream", "error", "graph", "graph.op", "graph.eval", "pass"),
                    layer("plan", "error", "graph", "graph.op"),
                    layer("compile", "error", "graph", "graph.op", "graph.eval", "pass", "plan"),
                    layer("engine", "error", "graph", "graph.op", "graph.eval", "plan"),
                    layer("engine.lowering", "error", "graph", "graph.op", "plan", "engine"),
                    layer("cache", "error", "graph", "plan", "compile", "engine.lowering"),
                    layer(
                            "model",
                            "error",
                            "snapshot",
                            "audio",
                            "graph",
                            "graph.op",
                            "graph.eval",
                            "features",
                            "segment",
                            "emotion",
                            "emotion.functionals",
                            "decode",
                            "onnx",
                            "pass",
                            "stream",
                            "plan",
                            "compile",
                            "engine",
                            "engine.lowering",
                            "cache"),
                    layer(
                            "",
                            "error",
                            "snapshot",
                            "audio",
                            "features",
                            "segment",
                            "emotion",
                            "decode",
                            "model"));

    private static JavaClasses core;

    /** One row: a package below {@link #ROOT} (the facade is the empty name), and its imports. */
    private record Layer(String name, Set<String> mayImport) {
        String packageName() {
            return packageOf(name);
        }

        @Override
        public String toString() {
            return packageName();
        }
    }

    private static Layer layer(String name, String... mayImport) {
        return new Layer(name, new LinkedHashSet<>(List.of(mayImport)));
    }

    private static String packageOf(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    private static List<Layer> layers() {
        return LAYERS;
    }

    @BeforeAll
    static void readClasses() {
        core =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT);
    }

    @Test
    void tableNamesLowerLayersOnly() {
        Set<String> above = new LinkedHashSet<>();
        for (Layer layer : LAYERS) {
            assertTrue(above.containsAll(layer.mayImport()), layer + " imports a later row");
            above.add(layer.name());
        }
    }

    @Test
    void everyPackageHasItsRow() {
        Set<String> known =
                LAYERS.stream()
                        .map(Layer::packageName)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown =
                core.stream()
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toCollection(TreeSet::new));
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown, "packages without a row in the layering table");
    }

    @ParameterizedTest
    @MethodSource("layers")
    void importsOnlyWhatItsRowAllows(Layer layer) {
        List<String> allowed = new ArrayList<>(List.of(layer.packageName()));
        layer.mayImport().forEach(name -> allowed.add(packageOf(name)));
        classes()
                .that(resideInAPackage(layer.packageName()))
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage(ROOT + "..")
                                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void dependsOnTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + ".."))
                .check(core);
    }
}
