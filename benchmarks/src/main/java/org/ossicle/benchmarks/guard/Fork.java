package org.ossicle.benchmarks.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a class of the benchmarks in a JVM of its own. */
final class Fork {
    private static final int REPEATS = 5;

    private Fork() {}

    /**
     * The median of several runs of ours and the peer in turns.
     *
     * @param options of the JVM
     * @param main a class whose main method takes an engine and a path and prints one number last
     * @return for each engine the median of its numbers
     */
    static double[] medians(Class<?> main, List<String> options, Path path, String... engines) {
        double[][] numbers = new double[engines.length][REPEATS];
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (int i = 0; i < engines.length; i++) {
                String number = lastLine(main, options, engines[i], path.toString());
                numbers[i][repeat] = Double.parseDouble(number);
            }
        }
        double[] medians = new double[engines.length];
        for (int i = 0; i < engines.length; i++) {
            Arrays.sort(numbers[i]);
            medians[i] = numbers[i][REPEATS / 2];
        }
        return medians;
    }

    /**
     * Runs it once.
     *
     * @param options of the JVM
     * @return the last line that it prints
     */
    static String lastLine(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            Path log = Files.createTempFile("ossicle-fork", ".log");
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean failed = process.waitFor() != 0;
            text = failed ? text + Files.readString(log) : text;
            Files.delete(log);
            if (failed) {
                throw new IllegalStateException(command + " failed: " + text);
            }
            String[] lines = text.strip().split("\n");
            return lines[lines.length - 1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
