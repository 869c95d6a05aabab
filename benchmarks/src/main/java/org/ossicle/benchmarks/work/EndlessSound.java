package org.ossicle.benchmarks.work;

import java.util.Arrays;

/** Sound over and over, in slices that are read where they lie. For one owner. */
public final class EndlessSound {
    private final float[] samples;
    private final int sliceSamples;
    private int next;

    /**
     * @param samples at least one slice; what is left over behind the last whole slice is dropped
     * @param sliceSamples samples of one slice
     */
    public EndlessSound(float[] samples, int sliceSamples) {
        this.samples = Arrays.copyOf(samples, samples.length / sliceSamples * sliceSamples);
        this.sliceSamples = sliceSamples;
    }

    public float[] samples() {
        return samples;
    }

    public int sliceSamples() {
        return sliceSamples;
    }

    /** The place of the next slice in {@link #samples()}. */
    public int nextSlice() {
        int slice = next;
        next = next + sliceSamples == samples.length ? 0 : next + sliceSamples;
        return slice;
    }
}
