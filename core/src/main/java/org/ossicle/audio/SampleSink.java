package org.ossicle.audio;

/** Takes the mono samples that a converter or reader produces. */
@FunctionalInterface
public interface SampleSink {
    /**
     * Takes {@code samples[offset .. offset + length - 1]}; the array belongs to the caller and is
     * reused after the call.
     */
    void accept(float[] samples, int offset, int length);
}
