package org.ossicle.features;

/** The arithmetic of {@link Framing} for one frame length and hop. Stateless. */
final class FrameGrid {
    /** Answer of {@link #source} where the signal counts as zero. */
    static final long SILENCE = -1;

    private final Framing framing;
    private final int length;
    private final int hop;
    private final long firstStart;

    FrameGrid(Framing framing, int length, int hop) {
        this.framing = framing;
        this.length = length;
        this.hop = hop;
        switch (framing) {
            case SNIP_EDGES:
                this.firstStart = 0;
                break;
            case MIRRORED_EDGES:
                this.firstStart = hop / 2 - length / 2;
                break;
            default:
                this.firstStart = -(length / 2);
        }
    }

    /** Position of a frame's first sample; negative where it reaches before the signal. */
    long start(long frame) {
        return firstStart + frame * hop;
    }

    /**
     * Frames whose last sample is among the first {@code samples} of a signal that goes on. None of
     * them is one that the signal would not have if it ended here.
     */
    long completeFrames(long samples) {
        long reach = samples - length - firstStart;
        return reach < 0 ? 0 : Math.min(1 + reach / hop, finalFrames(samples));
    }

    /** Frames of a signal that ends after {@code samples}. */
    long finalFrames(long samples) {
        switch (framing) {
            case SNIP_EDGES:
                return samples < length ? 0 : 1 + (samples - length) / hop;
            case MIRRORED_EDGES:
                return (samples + hop / 2) / hop;
            default:
                return samples / hop;
        }
    }

    /**
     * The sample that stands at a position, for a signal known up to {@code samples}.
     *
     * @return a position from 0 to {@code samples - 1}, or {@link #SILENCE}
     */
    long source(long position, long samples) {
        if (position >= 0 && position < samples) {
            return position;
        }
        switch (framing) {
            case MIRRORED_EDGES:
                {
                    long folded = Math.floorMod(position, 2 * samples);
                    return folded < samples ? folded : 2 * samples - 1 - folded;
                }
            case CENTRED_REFLECTED_EDGES:
                {
                    if (samples == 1) {
                        return 0;
                    }
                    long folded = Math.floorMod(position, 2 * (samples - 1));
                    return folded < samples ? folded : 2 * (samples - 1) - folded;
                }
            default:
                return SILENCE;
        }
    }
}
