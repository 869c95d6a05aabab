package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechModel;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.audio.Microphone;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The microphone to text. */
@Command(
        name = "listen",
        description =
                "Writes what is said into the microphone, until Ctrl-C; one line per segment.")
final class ListenCommand implements Callable<Integer> {
    private static final int LAST_SOUND_SECONDS = 1;
    private static final int LAST_WORDS_SECONDS = 5;

    @Mixin private ModelOption model;

    @Spec private CommandSpec command;

    private final PrintStream terminal;
    private volatile boolean stopped;

    /**
     * @param terminal where text that may still change is shown, or null
     */
    ListenCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CountDownLatch finished = new CountDownLatch(1);
        try (SpeechModel loaded = model.load();
                RecognizerStream stream = loaded.newStream();
                AudioSource microphone = Microphone.open()) {
            Thread hook = new Thread(() -> stopAndWait(microphone, finished));
            Runtime.getRuntime().addShutdownHook(hook);
            command.commandLine().getErr().println("listening; stop with Ctrl-C");
            new LiveCaptions(stream, command.commandLine().getOut(), terminal)
                    .run(microphone, () -> stopped);
        } finally {
            finished.countDown();
        }
        return ExitCode.OK;
    }

    /**
     * Gives the last segment time to be written before the process ends. A device that keeps the
     * reader waiting is closed.
     */
    private void stopAndWait(AudioSource microphone, CountDownLatch finished) {
        stopped = true;
        try {
            if (!finished.await(LAST_SOUND_SECONDS, TimeUnit.SECONDS)) {
                microphone.close();
                finished.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            command.commandLine().getErr().println("ossicle: " + e.getMessage());
        }
    }
}
