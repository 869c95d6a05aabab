package org.ossicle.cli;

import java.util.List;
import org.ossicle.StreamOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The recordings of a command that hears each as one voice, and which channel of them. */
final class MonoInputs {
    @Option(
            names = "--channel",
            paramLabel = "N",
            description = "Listen to channel N, from 0, instead of the average of all.")
    private int channel = StreamOptions.ALL_CHANNELS;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "WAV or FLAC files; - is raw 16 kHz 16-bit mono little-endian PCM on standard"
                        + " input;",
                "@LIST takes the names from the file LIST."
            })
    private List<String> files;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    List<String> files() {
        return files;
    }

    /**
     * @throws ParameterException if it is none
     */
    int channel() {
        if (channel < StreamOptions.ALL_CHANNELS) {
            throw new ParameterException(
                    command.commandLine(), "--channel must be at least 0, is " + channel);
        }
        return channel;
    }
}
