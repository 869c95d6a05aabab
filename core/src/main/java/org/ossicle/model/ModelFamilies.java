package org.ossicle.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;

/** Finds the family that a model folder belongs to. */
public final class ModelFamilies {
    private static final int MAX_FILES_IN_MESSAGE = 20;

    private ModelFamilies() {}

    /**
     * Loads a model folder with the first family that knows it.
     *
     * @return the caller's to close
     * @throws ModelFileException if there is no such folder
     * @throws ModelFormatException if no family knows what is in it
     */
    public static RecognizerModel load(Path folder, LoadSettings settings) {
        requireFolder(folder);
        List<String> names = new ArrayList<>();
        for (ModelFamily family :
                ServiceLoader.load(ModelFamily.class, ModelFamily.class.getClassLoader())) {
            RecognizerModel model = family.load(folder, settings);
            if (model != null) {
                return model;
            }
            names.add(family.name());
        }
        List<String> files = filesIn(folder);
        throw new ModelFormatException(
                folder.toString(),
                "the files of a model out of " + names,
                files.isEmpty() ? "an empty folder" : String.join(", ", files),
                "name the folder that holds all files of one published model");
    }

    /**
     * Loads the recognizer inside the jar.
     *
     * @return the caller's to close
     */
    public static RecognizerModel embedded() {
        return OssicleWordsFamily.embedded();
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelFileException(
                    folder.toString(),
                    "a folder with the files of a model",
                    Files.exists(folder) ? "a file" : "nothing",
                    "name the folder, not a file in it");
        }
    }

    private static List<String> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .limit(MAX_FILES_IN_MESSAGE)
                    .toList();
        } catch (IOException e) {
            throw new ModelFileException(
                    folder.toString(), "a readable folder", e.toString(), "check its rights", e);
        }
    }
}
