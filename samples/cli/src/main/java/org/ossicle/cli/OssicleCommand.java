package org.ossicle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's root: names its commands. */
@Command(
        name = "ossicle",
        description = "Speech to words and feelings, on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = OssicleCommand.Version.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:success", "1:an input or the model failed", "2:wrong usage"})
final class OssicleCommand implements Runnable {
    @Spec private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "name a command");
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OssicleCommand.class.getPackage().getImplementationVersion();
            return new String[] {"ossicle " + (version == null ? "(not packaged)" : version)};
        }
    }
}
