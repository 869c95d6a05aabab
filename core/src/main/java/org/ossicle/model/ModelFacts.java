package org.ossicle.model;

import java.nio.file.Path;
import java.util.List;

/**
 * What is known about a loaded model.
 *
 * @param family name of its family
 * @param files the files it was made from
 * @param sampleRateHz rate at which its pipelines take samples
 * @param frameMs time from one output frame to the next
 * @param chunkMs sound that one run of the model advances by
 * @param lookAheadMs sound beyond its chunk that a run needs
 * @param weightBytes memory that all streams share, mapped file pages excluded; grows if a stream
 *     wants a plan that none before it wanted, such as for a beam of another width
 * @param streamBytes memory of one stream's states and buffers
 */
public record ModelFacts(
        String family,
        List<Path> files,
        int sampleRateHz,
        int frameMs,
        int chunkMs,
        int lookAheadMs,
        long weightBytes,
        long streamBytes) {
    public ModelFacts {
        files = List.copyOf(files);
    }
}
