package org.ossicle;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ossicle.model.LoadSettings;
import org.ossicle.model.ModelFamily;
import org.ossicle.model.RecognizerModel;

/** A family of models without weights: a folder with a file {@code tone.model} is one. */
public final class ToneFamily implements ModelFamily {
    static final String FILE = "tone.model";

    @Override
    public String name() {
        return "tone";
    }

    @Override
    public RecognizerModel load(Path folder, LoadSettings settings) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? new ToneModel(file, settings) : null;
    }
}
