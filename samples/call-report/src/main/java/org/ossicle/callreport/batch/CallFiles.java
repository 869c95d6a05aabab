package org.ossicle.callreport.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the calls to report on. */
public final class CallFiles {
    private static final List<String> ENDINGS = List.of(".wav", ".flac");

    private CallFiles() {}

    /**
     * One recording.
     *
     * @param path where it is
     * @param name where its report goes, relative to the folder of reports, without an ending
     */
    public record CallFile(Path path, Path name) {}

    /**
     * @param inputs recordings, taken whatever their names and even if they do not exist, and
     *     folders, of which all WAV and FLAC files are taken, however deep, and what cannot be
     *     looked into
     */
    public static List<CallFile> find(List<Path> inputs) throws IOException {
        List<CallFile> found = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                recordings(input).forEach(f -> found.add(new CallFile(f, input.relativize(f))));
            } else {
                found.add(new CallFile(input, input.getFileName()));
            }
        }
        return distinct(found);
    }

    private static SortedSet<Path> recordings(Path folder) throws IOException {
        Search search = new Search();
        Files.walkFileTree(folder, search);
        return search.found;
    }

    /** Goes on past what cannot be looked into. */
    static final class Search extends SimpleFileVisitor<Path> {
        final SortedSet<Path> found = new TreeSet<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (isRecording(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            found.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException why) {
            if (why != null) {
                found.add(folder);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isRecording(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Recordings of one name from several folders get a number each. */
    private static List<CallFile> distinct(List<CallFile> files) {
        List<CallFile> named = new ArrayList<>();
        Set<Path> paths = new HashSet<>();
        Set<Path> names = new HashSet<>();
        for (CallFile file : files) {
            if (!paths.add(file.path())) {
                continue;
            }
            Path name = file.name();
            for (int i = 2; !names.add(name); i++) {
                name = file.name().resolveSibling(file.name().getFileName() + "-" + i);
            }
            named.add(new CallFile(file.path(), name));
        }
        return named;
    }
}
