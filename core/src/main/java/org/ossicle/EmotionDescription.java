package org.ossicle;

import java.nio.file.Path;
import java.util.List;

/**
 * What a loaded emotion classifier is.
 *
 * @param family the kind of model it was recognized as
 * @param files the files it was made from; empty for the one inside the library
 * @param labels the emotions it tells apart
 * @param sampleRateHz rate that it listens at; other rates are resampled to it
 * @param windowSeconds speech in one reading
 * @param hopSeconds speech from one reading to the next
 * @param weightBytes memory that all streams share, mapped file pages excluded
 * @param streamBytes memory that the model needs for each stream
 * @param fingerprint tells models apart, wherever their files lie: models of one fingerprint give
 *     the same results
 */
public record EmotionDescription(
        String family,
        List<Path> files,
        List<String> labels,
        int sampleRateHz,
        double windowSeconds,
        double hopSeconds,
        long weightBytes,
        long streamBytes,
        long fingerprint) {
    public EmotionDescription {
        files = List.copyOf(files);
        labels = List.copyOf(labels);
    }
}
