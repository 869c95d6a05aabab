package org.ossicle.cli;

import java.nio.file.Path;
import org.ossicle.EmotionClassifier;
import picocli.CommandLine.Option;

/** The option that names an emotion model. */
final class EmotionModelOption {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "ONNX file, or a folder with one, whose metadata says what it takes;"
                            + " without it, the model of the library.")
    private Path file;

    /**
     * @return the caller's to close
     */
    EmotionClassifier load() {
        return file == null ? EmotionClassifier.embedded() : EmotionClassifier.load(file);
    }
}
