package org.ossicle.stream;

import java.util.LinkedHashSet;
import java.util.Set;

/** The names that exporters give to a cache on its way in and on its way out. */
final class CacheNames {
    private static final String[] OUTPUT_PREFIXES = {"new_", "next_", "updated_", "r_"};

    private CacheNames() {}

    /** The inputs that an output of that name may feed, the likeliest first. */
    static Set<String> inputsFor(String output) {
        Set<String> names = new LinkedHashSet<>();
        for (String prefix : OUTPUT_PREFIXES) {
            if (output.startsWith(prefix)) {
                names.add(output.substring(prefix.length()));
            }
        }
        names.add(output.replace("_next", ""));
        names.add(output.replace("_new", ""));
        names.add(replacedWord(output, "out", "in"));
        names.add(replacedWord(output, "output", "input"));
        if (output.length() > 1 && Character.toLowerCase(output.charAt(lastOf(output))) == 'n') {
            String stem = output.substring(0, lastOf(output));
            names.add(stem);
            names.add(stem + "0");
        }
        if (output.length() > 1 && output.charAt(0) == 'n') {
            names.add(output.substring(1));
        }
        names.remove(output);
        names.remove("");
        return names;
    }

    private static int lastOf(String text) {
        return text.length() - 1;
    }

    /**
     * The name with one of several parts between underscores exchanged, or else the name itself.
     */
    private static String replacedWord(String name, String word, String by) {
        String[] parts = name.split("_", -1);
        for (int i = 0; parts.length > 1 && i < parts.length; i++) {
            if (parts[i].equals(word)) {
                parts[i] = by;
                return String.join("_", parts);
            }
        }
        return name;
    }
}
