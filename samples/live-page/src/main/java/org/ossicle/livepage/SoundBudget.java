package org.ossicle.livepage;

import java.time.Duration;

/**
 * How much sound a connection may still send: as much as time has passed since its start, and some
 * ahead. Each message costs a little on its own, so that empty ones are not free.
 */
final class SoundBudget {
    private static final long MESSAGE_NANOS = Duration.ofMillis(5).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final long aheadNanos;
    private final long startNanos;
    private final int sampleRateHz;
    private double spentNanos;

    /**
     * @param ahead of the time that has passed
     * @param nowNanos of a clock that never goes back
     */
    SoundBudget(int sampleRateHz, Duration ahead, long nowNanos) {
        this.sampleRateHz = sampleRateHz;
        this.aheadNanos = ahead.toNanos();
        this.startNanos = nowNanos;
    }

    /** Takes a message of so many samples; false if that is more than may come now. */
    boolean spend(int samples, long nowNanos) {
        spentNanos += Math.max(MESSAGE_NANOS, samples * NANOS_PER_SECOND / sampleRateHz);
        return spentNanos <= nowNanos - startNanos + aheadNanos;
    }
}
