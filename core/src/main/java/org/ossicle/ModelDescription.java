package org.ossicle;

import java.nio.file.Path;
import java.util.List;

/**
 * What a loaded model is.
 *
 * @param family the kind of model it was recognized as
 * @param files the files it was made from
 * @param sampleRateHz rate that its features are made at; other rates are resampled to it
 * @param vocabularySize number of tokens
 * @param frameMs resolution of its times
 * @param chunkMs sound that it takes at a time
 * @param lookAheadMs sound that it waits for beyond that; text lags behind speech by up to both
 * @param weightBytes memory that all streams share, mapped file pages excluded; the first beam of a
 *     width adds what it needs
 * @param streamBytes memory that each stream adds
 * @param fingerprint tells models apart, wherever their files lie: models of one fingerprint give
 *     the same results
 */
public record ModelDescription(
        String family,
        List<Path> files,
        int sampleRateHz,
        int vocabularySize,
        int frameMs,
        int chunkMs,
        int lookAheadMs,
        long weightBytes,
        long streamBytes,
        long fingerprint) {
    public ModelDescription {
        files = List.copyOf(files);
    }
}
