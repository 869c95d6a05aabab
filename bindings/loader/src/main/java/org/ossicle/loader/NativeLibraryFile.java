package org.ossicle.loader;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.error.EngineException;

/**
 * The native library as a file that can be loaded, and how it came to be there.
 *
 * @param file an absolute path
 * @param origin the property or jar it comes from, for reports
 */
public record NativeLibraryFile(Path file, String origin) {
    /** System property: a library file to load instead of the one in the jar. */
    public static final String LIBRARY_PROPERTY = "ossicle.native.library";

    /** System property: the folder that libraries are unpacked to. */
    public static final String FOLDER_PROPERTY = "ossicle.native.folder";

    /**
     * Finds the library for this machine: the file that {@link #LIBRARY_PROPERTY} names, or the one
     * in the jar on the class path, unpacked once to a folder that all processes of a user share.
     *
     * @throws EngineException if there is none for this platform or it cannot be unpacked
     */
    public static NativeLibraryFile locate() {
        String named = System.getProperty(LIBRARY_PROPERTY);
        if (named != null) {
            return ofProperty(named);
        }
        return unpack(Platform.current(), NativeLibraryFile.class.getClassLoader(), folders());
    }

    private static NativeLibraryFile ofProperty(String named) {
        Path file = Path.of(named).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new EngineException(
                    "system property " + LIBRARY_PROPERTY,
                    "the path of Ossicle's native library",
                    file + ", which is no file",
                    "correct the property or leave it out");
        }
        return new NativeLibraryFile(file, "system property " + LIBRARY_PROPERTY);
    }

    static NativeLibraryFile unpack(Platform platform, ClassLoader loader, List<Path> folders) {
        URL url = loader.getResource(platform.resource());
        if (url == null) {
            throw new EngineException(
                    "native library for " + platform.name(),
                    platform.resource() + " on the class path",
                    "nothing",
                    "add the dependency org.ossicle:ossicle-native with classifier "
                            + platform.name()
                            + ", or name a library file with -D"
                            + LIBRARY_PROPERTY);
        }
        LibraryContent content;
        try {
            content = LibraryContent.of(url);
        } catch (IOException e) {
            throw new EngineException(
                    url.toString(), "a readable resource", e.toString(), "check the jar", e);
        }
        LibraryStore store = new LibraryStore(content, platform.libraryFile());
        List<String> failures = new ArrayList<>();
        for (Path folder : folders) {
            try {
                return new NativeLibraryFile(store.unpackTo(folder), url.toString());
            } catch (IOException | SecurityException e) {
                failures.add(folder + " (" + e + ")");
            }
        }
        throw new EngineException(
                "unpacking " + platform.libraryFile(),
                "a folder that can be written to",
                String.join(", ", failures),
                "name one with -D" + FOLDER_PROPERTY);
    }

    private static List<Path> folders() {
        String named = System.getProperty(FOLDER_PROPERTY);
        if (named != null) {
            return List.of(Path.of(named).toAbsolutePath());
        }
        List<Path> folders = new ArrayList<>();
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home", "");
        if (cache != null && Path.of(cache).isAbsolute()) {
            folders.add(Path.of(cache, "ossicle", "native"));
        } else if (!home.isEmpty() && !home.equals("?")) {
            folders.add(Path.of(home, ".cache", "ossicle", "native"));
        }
        String user = System.getProperty("user.name", "unknown");
        String temp = System.getProperty("java.io.tmpdir", ".");
        folders.add(Path.of(temp, "ossicle-native-" + wordOf(user)));
        return folders;
    }

    /** A name with underscores for all that is neither an ASCII letter, a digit nor one itself. */
    private static String wordOf(String name) {
        StringBuilder word = new StringBuilder(name);
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter >= 128 || !Character.isLetterOrDigit(letter)) {
                word.setCharAt(i, '_');
            }
        }
        return word.toString();
    }
}
