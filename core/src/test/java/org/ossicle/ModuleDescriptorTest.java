package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.EngineProvider;
import org.ossicle.model.EmotionFamily;
import org.ossicle.model.ModelFamily;

/** What the module says must agree with what class path users get. */
class ModuleDescriptorTest {
    private static final String SERVICES = "META-INF/services";

    private final Path classes = classesOf(SpeechModel.class);
    private final ModuleDescriptor module = readDescriptor(classes);

    @Test
    void exportsTheFacadeToAll() {
        Set<String> open =
                module.exports().stream()
                        .filter(export -> !export.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
        assertEquals(Set.of("org.ossicle", "org.ossicle.audio", "org.ossicle.error"), open);
    }

    @Test
    void asksForTheServicesThatItLooksUp() {
        assertEquals(
                Set.of(
                        EngineProvider.class.getName(),
                        EmotionFamily.class.getName(),
                        ModelFamily.class.getName()),
                module.uses());
    }

    @Test
    void providesTheServicesThatItsFilesName() throws IOException {
        Map<String, Set<String>> stated = new TreeMap<>();
        for (ModuleDescriptor.Provides provided : module.provides()) {
            stated.put(provided.service(), new TreeSet<>(provided.providers()));
        }
        assertEquals(serviceFiles(), stated);
    }

    private Map<String, Set<String>> serviceFiles() throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        if (!Files.isDirectory(classes.resolve(SERVICES))) {
            return named;
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(classes.resolve(SERVICES))) {
            files = entries.toList();
        }
        for (Path file : files) {
            Set<String> providers =
                    Files.readAllLines(file).stream()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new));
            named.put(file.getFileName().toString(), providers);
        }
        return named;
    }

    private static ModuleDescriptor readDescriptor(Path classes) {
        try (InputStream input = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(input);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path classesOf(Class<?> type) {
        try {
            URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
