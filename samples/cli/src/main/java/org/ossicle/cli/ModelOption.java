package org.ossicle.cli;

import java.nio.file.Path;
import org.ossicle.SpeechModel;
import picocli.CommandLine.Option;

/** The option that names the model. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = {
                "Folder with the files of one published model. Without it the embedded one listens,"
                        + " which knows speaker commands, digits and some more words of English."
            })
    private Path folder;

    /**
     * @return the caller's to close
     */
    SpeechModel load() {
        return folder == null ? SpeechModel.embedded() : SpeechModel.load(folder);
    }
}
