package org.ossicle.callreport.analysis;

import java.util.Arrays;

/**
 * The level of one channel over time: root mean square of each frame of 20 ms. Direct current,
 * which nobody hears, is taken away by a high-pass of first order at 20 Hz.
 */
public final class LevelTrack {
    /** What a frame of digital silence has, in dB relative to full scale. */
    public static final float SILENCE_DBFS = -120f;

    private static final double FRAME_SECONDS = 0.02;
    private static final double LOWEST_HZ = 20;

    private final int frameSamples;
    private final double frameSeconds;
    private final double pole;
    private double lastIn;
    private double lastOut;
    private float[] levels = new float[1024];
    private int frames;
    private double energy;
    private int gathered;

    /**
     * @param sampleRateHz of the channel, at least 1000
     */
    public LevelTrack(int sampleRateHz) {
        frameSamples = (int) Math.round(sampleRateHz * FRAME_SECONDS);
        frameSeconds = frameSamples / (double) sampleRateHz;
        pole = Math.exp(-2 * Math.PI * LOWEST_HZ / sampleRateHz);
    }

    /**
     * @param sample full scale is -1 to 1
     */
    public void accept(float sample) {
        lastOut = sample - lastIn + pole * lastOut;
        lastIn = sample;
        energy += lastOut * lastOut;
        if (++gathered == frameSamples) {
            add(dbfs(energy / frameSamples));
            energy = 0;
            gathered = 0;
        }
    }

    private void add(float level) {
        if (frames == levels.length) {
            levels = Arrays.copyOf(levels, frames * 2);
        }
        levels[frames++] = level;
    }

    private static float dbfs(double meanSquare) {
        return (float) Math.max(SILENCE_DBFS, 10 * Math.log10(meanSquare + 1e-30));
    }

    /** Whole frames so far. */
    public int frames() {
        return frames;
    }

    /** Level of one frame in dB relative to full scale; a full-scale sine has -3.01. */
    public float levelDbfs(int frame) {
        return levels[frame];
    }

    /** Length of one frame. */
    public double frameSeconds() {
        return frameSeconds;
    }

    /** All levels, from quiet to loud. */
    float[] sortedLevels() {
        float[] sorted = Arrays.copyOf(levels, frames);
        Arrays.sort(sorted);
        return sorted;
    }
}
