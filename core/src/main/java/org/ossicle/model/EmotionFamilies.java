package org.ossicle.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.onnx.OnnxReader;

/** Finds the family that an emotion model belongs to. */
public final class EmotionFamilies {
    /** The model inside the jar. */
    static final String EMBEDDED = "/org/ossicle/models/emotion/emotion.onnx";

    private EmotionFamilies() {}

    /**
     * Loads an ONNX file, or the only one of a folder, with the first family that knows it.
     *
     * @return the caller's to close
     * @throws ModelFileException if there is no such file, or not exactly one in the folder
     * @throws ModelFormatException if no family knows it
     */
    public static EmotionModel load(Path fileOrFolder, LoadSettings settings) {
        return load(OnnxReader.read(file(fileOrFolder)), settings);
    }

    /**
     * Loads the model inside the jar.
     *
     * @return the caller's to close
     * @throws ModelFileException if the jar holds none
     */
    public static EmotionModel embedded(LoadSettings settings) {
        try (InputStream model = EmotionFamilies.class.getResourceAsStream(EMBEDDED)) {
            if (model == null) {
                throw new ModelFileException(
                        "resource " + EMBEDDED,
                        "the emotion model of this library",
                        "nothing",
                        "use the published jar, or load a model from a file");
            }
            return load(OnnxReader.read("resource " + EMBEDDED, model, null), settings);
        } catch (IOException e) {
            throw new ModelFileException(
                    "resource " + EMBEDDED,
                    "a readable resource",
                    e.toString(),
                    "check the jar",
                    e);
        }
    }

    private static EmotionModel load(OnnxModel model, LoadSettings settings) {
        List<String> names = new ArrayList<>();
        for (EmotionFamily family :
                ServiceLoader.load(EmotionFamily.class, EmotionFamily.class.getClassLoader())) {
            EmotionModel loaded = family.load(model, settings);
            if (loaded != null) {
                return loaded;
            }
            names.add(family.name());
        }
        throw new ModelFormatException(
                model.header().file(),
                "metadata of an emotion model out of " + names,
                model.header().metadata().toString(),
                "add metadata to the model as core/docs/emotion-models.md says");
    }

    private static Path file(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            return fileOrFolder;
        }
        try (Stream<Path> files = Files.list(fileOrFolder)) {
            List<Path> models =
                    files.filter(f -> f.getFileName().toString().endsWith(".onnx"))
                            .sorted()
                            .toList();
            if (models.size() == 1) {
                return models.get(0);
            }
            throw new ModelFileException(
                    fileOrFolder.toString(),
                    "one .onnx file",
                    models.isEmpty() ? "none" : models.toString(),
                    "name the file itself");
        } catch (IOException e) {
            throw new ModelFileException(
                    fileOrFolder.toString(),
                    "a readable folder",
                    e.toString(),
                    "check its rights",
                    e);
        }
    }
}
