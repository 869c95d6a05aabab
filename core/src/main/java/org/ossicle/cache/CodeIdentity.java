package org.ossicle.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Says which build of this library runs, so that no build takes over what another one compiled: the
 * time and size of the file that its classes come from.
 */
final class CodeIdentity {
    /** Null where the classes come from nowhere that has a time; nothing is cached then. */
    static final String OF_THIS_LIBRARY = of(CodeIdentity.class);

    private CodeIdentity() {}

    private static String of(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            Path home = source == null ? null : home(source.getLocation().toString());
            return home == null ? null : of(home);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** The identity of a library in a jar or in a folder of classes. */
    static String of(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            return "classes " + newestClass(home);
        }
        return Files.size(home) + " " + Files.getLastModifiedTime(home).to(TimeUnit.NANOSECONDS);
    }

    /**
     * The file or folder that a class path entry lies in, or null.
     *
     * @param location such as {@code file:/a.jar}, {@code jar:nested:/app.jar/!lib/a.jar!/} or, for
     *     a run-time image, {@code jrt:/module}
     */
    static Path home(String location) {
        if (location.startsWith("jrt:")) {
            return existing(Path.of(System.getProperty("java.home"), "lib", "modules"));
        }
        String path = location;
        for (String scheme : new String[] {"jar:", "nested:", "file:"}) {
            path = path.startsWith(scheme) ? path.substring(scheme.length()) : path;
        }
        int inside = path.indexOf('!');
        path = inside < 0 ? path : path.substring(0, inside);
        try {
            return existing(Path.of(java.net.URI.create("file:" + path)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Path existing(Path path) {
        return Files.exists(path) ? path : null;
    }

    private static String newestClass(Path folder) throws IOException {
        long newest = 0;
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
                Path file = all.next();
                newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
                bytes += Files.size(file);
            }
        }
        return bytes + " " + newest;
    }
}
