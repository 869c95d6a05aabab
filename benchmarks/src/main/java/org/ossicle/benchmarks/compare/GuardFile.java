package org.ossicle.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a JSON file that the guard wrote, one row on each line. */
final class GuardFile {
    private static final Pattern WORK = Pattern.compile("\"work\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\": (-?[0-9][-+.0-9eE]*)");

    private GuardFile() {}

    /** For each row its work and its numbers by name; null and text are left out. */
    static Map<String, Map<String, Double>> read(Path json) throws IOException {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(json)) {
            Matcher work = WORK.matcher(line);
            if (work.find()) {
                Map<String, Double> numbers = new LinkedHashMap<>();
                Matcher number = NUMBER.matcher(line);
                while (number.find()) {
                    numbers.put(number.group(1), Double.valueOf(number.group(2)));
                }
                rows.put(work.group(1), numbers);
            }
        }
        return rows;
    }
}
