package org.ossicle.callreport.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

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
     * @param inputs recordings, taken whatever their names, and folders, of which all WAV and FLAC
     *     files are taken, however deep
     * @throws NoSuchFileException if one does not exist
     */
    public static List<CallFile> find(List<Path> inputs) throws IOException {
        List<CallFile> found = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                try (Stream<Path> files = Files.walk(input)) {
                    files.filter(CallFiles::isRecording)
                            .sorted()
                            .forEach(f -> found.add(new CallFile(f, input.relativize(f))));
                }
            } else if (Files.exists(input)) {
                found.add(new CallFile(input, input.getFileName()));
            } else {
                throw new NoSuchFileException(input.toString());
            }
        }
        return distinct(found);
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
