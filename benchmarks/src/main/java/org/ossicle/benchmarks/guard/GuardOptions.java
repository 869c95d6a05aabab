package org.ossicle.benchmarks.guard;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line of the guard.
 *
 * @param modelFolder where the models are
 * @param json the file to write rows to, or null
 * @param seconds for each row, warm-up included
 * @param only parts of the names of the works to measure; all of them if empty
 */
record GuardOptions(Path modelFolder, Path json, double seconds, List<String> only) {
    static final String USAGE =
            "usage: guard [--model-dir DIR] [--json FILE] [--seconds PER_ROW] [--only TEXT,...]";

    private static final Path USUAL_MODELS = Path.of("..", "shared", "models");
    private static final double USUAL_SECONDS = 3;

    /**
     * @throws IllegalArgumentException if an argument is none of those of {@link #USAGE}
     */
    static GuardOptions parse(String[] arguments) {
        Path models = USUAL_MODELS;
        Path json = null;
        double seconds = USUAL_SECONDS;
        List<String> only = List.of();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks its value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--model-dir" -> models = Path.of(value);
                case "--json" -> json = Path.of(value);
                case "--seconds" -> seconds = positive(value);
                case "--only" -> only = List.of(value.split(","));
                default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
            }
        }
        return new GuardOptions(models, json, seconds, only);
    }

    private static double positive(String text) {
        double number = Double.parseDouble(text);
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--seconds must be positive, is " + text);
        }
        return number;
    }

    boolean selects(String work) {
        return only.isEmpty() || only.stream().anyMatch(work::contains);
    }
}
