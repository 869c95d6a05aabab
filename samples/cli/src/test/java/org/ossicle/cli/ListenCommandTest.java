package org.ossicle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.cli.audio.Recordings;
import org.ossicle.cli.audio.VirtualMicrophone;
import org.ossicle.cli.audio.VirtualMicrophone.After;
import org.ossicle.cli.audio.VirtualMixerProvider;
import picocli.CommandLine;

/** The command in a process of its own, with a recording in place of the microphone. */
class ListenCommandTest {
    private static final String RECORDING = "recordings/words-and-feelings.flac";
    private static final int TERMINATED = 128 + 15;
    private static final long LONG_ENOUGH_SECONDS = 120;

    @TempDir private Path folder;

    private Path out;
    private Path errors;
    private Process process;

    @BeforeEach
    void nameFiles() {
        out = folder.resolve("out");
        errors = folder.resolve("errors");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void writesWhatIsSaidUntilItIsInterrupted() throws Exception {
        String said = transcript();
        assertTrue(said.startsWith("computer "), said);
        listen(RECORDING, After.SILENCE);
        await(() -> lines(out).equals(said));
        process.destroy();
        assertEquals(TERMINATED, exitCode());
        assertEquals(said, lines(out));
        assertTrue(read(errors).startsWith("listening; stop with Ctrl-C"), read(errors));
        assertTrue(read(errors).contains(VirtualMicrophone.CLOSED), read(errors));
    }

    @Test
    void listensToADeviceOfAnotherRateInStereo() throws Exception {
        String said = transcript();
        listen(
                RECORDING,
                After.SILENCE,
                "-D" + VirtualMicrophone.RATE_HZ + "=48000",
                "-D" + VirtualMicrophone.CHANNELS + "=2");
        await(() -> lines(out).equals(said));
    }

    @Test
    void writesTheLastWordsThoughTheDeviceWaits() throws Exception {
        listen(oneWord(), After.WAITING, "-Dossicle.cli.terminal=true");
        await(() -> read(errors).contains(VirtualMicrophone.WAITS));
        assertEquals("", lines(out));
        assertTrue(read(errors).contains("\033[Kcomputer"), read(errors));
        process.destroy();
        assertEquals(TERMINATED, exitCode());
        assertEquals("computer", lines(out));
        assertTrue(read(errors).contains(VirtualMicrophone.CLOSED), read(errors));
    }

    @Test
    void endsWithAMessageWhenTheDeviceIsGone() throws Exception {
        listen(oneWord(), After.NOTHING);
        assertEquals(CommandLine.ExitCode.SOFTWARE, exitCode());
        assertEquals("computer", lines(out));
        assertTrue(read(errors).contains("ossicle: microphone: "), read(errors));
        assertFalse(read(errors).contains("Exception"), read(errors));
        assertTrue(read(errors).contains(VirtualMicrophone.CLOSED), read(errors));
    }

    @Test
    void endsWithAMessageWhenAnotherProgramHasTheDevice() throws Exception {
        listen(null, After.SILENCE);
        assertEquals(CommandLine.ExitCode.SOFTWARE, exitCode());
        assertEquals("", lines(out));
        assertTrue(read(errors).startsWith("ossicle: microphone: "), read(errors));
        assertEquals(1, read(errors).lines().count(), read(errors));
    }

    /** The recording up to the end of its first word. */
    private String oneWord() throws IOException {
        Path file = folder.resolve("word.flac");
        Recordings.cut(RECORDING, 2.6, file);
        return file.toString();
    }

    /** What {@code transcribe} hears in the recording. */
    private static String transcript() {
        StringWriter text = new StringWriter();
        CommandLine commands = Main.commands(null);
        commands.setOut(new PrintWriter(text));
        assertEquals(CommandLine.ExitCode.OK, commands.execute("transcribe", RECORDING));
        return text.toString().strip();
    }

    private void listen(String recording, After after, String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djavax.sound.sampled.TargetDataLine=" + VirtualMixerProvider.class.getName());
        if (recording != null) {
            command.add("-D" + VirtualMicrophone.RECORDING + "=" + recording);
        }
        command.add("-D" + VirtualMicrophone.AFTER + "=" + after);
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "listen"));
        process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile())
                        .start();
    }

    private int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(LONG_ENOUGH_SECONDS, SECONDS), "the process goes on");
        return process.exitValue();
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(LONG_ENOUGH_SECONDS);
        while (!condition.call()) {
            assertTrue(process.isAlive(), () -> "ended: " + read(errors));
            assertTrue(System.nanoTime() < end, () -> "wrote only: " + read(out) + read(errors));
            Thread.sleep(20);
        }
    }

    private static String lines(Path file) {
        return read(file).lines().collect(Collectors.joining(" "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
