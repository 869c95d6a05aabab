package org.ossicle.cli;

import java.nio.file.Path;
import org.ossicle.SpeechModel;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the model. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder with the files of one published model.")
    private Path folder;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * @return the caller's to close
     */
    SpeechModel load() {
        if (folder == null) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "no model is built in yet: name the folder of one with --model DIR");
        }
        return SpeechModel.load(folder);
    }
}
