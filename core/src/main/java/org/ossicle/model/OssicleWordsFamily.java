package org.ossicle.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.onnx.OnnxReader;

/** Recognizers of whole words as our own training exports them; one of them lies in the jar. */
public final class OssicleWordsFamily implements ModelFamily {
    static final String NAME = "ossicle words";

    private static final String EMBEDDED = "/org/ossicle/models/commands/words.onnx";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognizerModel load(Path folder, LoadSettings settings) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList()) {
                String type = OnnxReader.readHeader(file).metadata().get("model_type");
                if (OssicleWordsSettings.MODEL_TYPE.equals(type)) {
                    found.add(file);
                }
            }
        } catch (IOException e) {
            throw new ModelFileException(
                    folder.toString(), "a readable folder", e.toString(), "check its rights", e);
        }
        if (found.size() > 1) {
            throw new ModelFormatException(
                    folder.toString(),
                    "one model of type " + OssicleWordsSettings.MODEL_TYPE,
                    found.toString(),
                    "keep one of them in the folder");
        }
        return found.isEmpty()
                ? null
                : new OssicleWordsModel(
                        OnnxReader.read(found.get(0)),
                        found,
                        ModelFingerprint.ofFiles(found),
                        settings);
    }

    /**
     * Loads the model that lies in the jar.
     *
     * @return the caller's to close
     * @throws ModelFileException if this jar was built without it
     */
    public static RecognizerModel embedded() {
        try (InputStream file = OssicleWordsFamily.class.getResourceAsStream(EMBEDDED)) {
            if (file == null) {
                throw new ModelFileException(
                        EMBEDDED,
                        "the embedded recognizer in the jar",
                        "no such resource",
                        "use the library as it was published");
            }
            byte[] content = file.readAllBytes();
            return new OssicleWordsModel(
                    OnnxReader.read("embedded " + EMBEDDED, content, null),
                    List.of(),
                    ModelFingerprint.ofBytes(content),
                    new LoadSettings(false));
        } catch (IOException e) {
            throw new ModelFileException(
                    EMBEDDED, "a readable resource", e.toString(), "check the jar", e);
        }
    }
}
