package org.ossicle.model;

import java.util.List;
import java.util.Map;
import org.ossicle.error.ModelFormatException;
import org.ossicle.onnx.OnnxHeader;

/** The key-value pairs of one model file, read as the numbers they stand for. */
final class ModelMetadata {
    private final String file;
    private final String role;
    private final Map<String, String> values;

    /**
     * @param role what part the file plays, for messages
     */
    ModelMetadata(OnnxHeader header, String role) {
        this.file = header.file();
        this.role = role;
        this.values = header.metadata();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A whole number of at least {@code least}. */
    int integer(String key, int least) {
        return parse(key, required(key).strip(), least);
    }

    /** A whole number of at least {@code least}, or {@code otherwise} if the key is missing. */
    int integer(String key, int least, int otherwise) {
        return has(key) ? integer(key, least) : otherwise;
    }

    /** Whole numbers of at least {@code least}, separated by commas. */
    int[] integers(String key, int least) {
        String[] parts = required(key).split(",");
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = parse(key, parts[i].strip(), least);
        }
        return numbers;
    }

    /** Numbers from 0 to 1, separated by commas. */
    float[] shares(String key) {
        String[] parts = required(key).split(",");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                numbers[i] = Float.parseFloat(parts[i].strip());
            } catch (NumberFormatException e) {
                throw invalid(key, "numbers");
            }
            if (!(numbers[i] >= 0 && numbers[i] <= 1)) {
                throw invalid(key, "numbers from 0 to 1");
            }
        }
        return numbers;
    }

    /** A finite number, or {@code otherwise} if the key is missing. */
    double number(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(values.get(key).strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(key, "a number");
        }
        throw invalid(key, "a finite number");
    }

    /** The parts of a text that must be there, separated by commas, without spaces around them. */
    List<String> list(String key) {
        String[] parts = required(key).split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].strip();
        }
        return List.of(parts);
    }

    /** The text of a key, or {@code otherwise} if it is missing. */
    String text(String key, String otherwise) {
        return has(key) ? values.get(key).strip() : otherwise;
    }

    /** What is wrong with the value of a key. */
    ModelFormatException invalid(String key, String expected) {
        return new ModelFormatException(
                where(key),
                expected,
                "'" + values.get(key) + "'",
                "export the model again with a matching script");
    }

    /** The text of a key that must be there. */
    String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new ModelFormatException(
                    where(key),
                    "a value",
                    "no such key; the file has " + values.keySet(),
                    "take the file as published, or add the key when exporting it");
        }
        return value;
    }

    private int parse(String key, String text, int least) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(key, "whole numbers");
        }
        throw invalid(key, "a number of at least " + least);
    }

    private String where(String key) {
        return file + " (" + role + "), metadata key '" + key + "'";
    }
}
