package org.ossicle.emotion;

import org.ossicle.error.EngineException;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Turns probabilities of anger into a level from 0 to 100 and into episodes with a beginning and an
 * end.
 *
 * <p>The level is the calibrated probability in percent, smoothed over time, faster up than down.
 * An episode begins when the level has stayed at the upper threshold for a while, and ends when it
 * has stayed below the lower one, or after a long silence. Times are seconds from the start of the
 * stream.
 */
public final class AngerScore {
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final AngerOptions options;
    private double level;
    private double last;
    private double highSince;
    private double lowSince;
    private boolean raised;
    private double raisedAt;
    private double calmedAt;
    private double toldAt;
    private double peak;

    /** A score at the start of a stream: level 0, calm. */
    public AngerScore(AngerOptions options) {
        this.options = options;
        reset();
    }

    /** Begins a new stream. */
    public void reset() {
        level = 0;
        last = NEVER;
        highSince = NEVER;
        lowSince = NEVER;
        raised = false;
        raisedAt = NEVER;
        calmedAt = NEVER;
        toldAt = NEVER;
        peak = 0;
    }

    /**
     * Takes the probability of the next window.
     *
     * @param probability of anger, 0 to 1, before calibration
     * @param atSeconds where the window ends, later than the one before
     * @throws EngineException if the probability is no number from 0 to 1; nothing changes then
     * @throws IllegalArgumentException if time does not grow
     */
    public AngerChange accept(float probability, double atSeconds) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new EngineException(
                    "probability of anger at " + atSeconds + " s",
                    "a number from 0 to 1",
                    String.valueOf(probability),
                    "check the emotion model and the features fed to it");
        }
        if (!(atSeconds > last) || Double.isInfinite(atSeconds)) {
            throw new IllegalArgumentException(
                    "time must grow, came " + atSeconds + " s after " + last + " s");
        }
        AngerChange forgotten = silence(atSeconds);
        follow(100 * options.calibration().apply(probability), atSeconds - last);
        last = atSeconds;
        if (forgotten != AngerChange.NONE) {
            return forgotten;
        }
        return raised ? watchForCalm(atSeconds) : watchForAnger(atSeconds);
    }

    private void follow(double target, double elapsed) {
        if (last == NEVER) {
            level = target;
            return;
        }
        double constant = target > level ? options.riseSeconds() : options.fallSeconds();
        double kept = constant > 0 ? Math.exp(-elapsed / constant) : 0;
        level = target + kept * (level - target);
    }

    private AngerChange watchForAnger(double now) {
        if (level < options.raiseLevel()) {
            highSince = NEVER;
            return AngerChange.NONE;
        }
        if (highSince == NEVER) {
            highSince = now;
        }
        if (now - highSince < options.confirmSeconds()) {
            return AngerChange.NONE;
        }
        raised = true;
        raisedAt = now;
        toldAt = now;
        lowSince = NEVER;
        peak = level;
        return AngerChange.RAISED;
    }

    private AngerChange watchForCalm(double now) {
        peak = Math.max(peak, level);
        if (level >= options.calmLevel()) {
            lowSince = NEVER;
        } else {
            if (lowSince == NEVER) {
                lowSince = now;
            }
            if (now - lowSince >= options.calmSeconds()) {
                return calm(now);
            }
        }
        if (now - toldAt < options.heldEverySeconds()) {
            return AngerChange.NONE;
        }
        toldAt = now;
        return AngerChange.HELD;
    }

    private AngerChange calm(double now) {
        raised = false;
        calmedAt = now;
        highSince = NEVER;
        lowSince = NEVER;
        return AngerChange.CALMED;
    }

    /**
     * Says that nobody has spoken since the last window. May be called as often as wanted.
     *
     * @param atSeconds where the stream is
     * @return {@link AngerChange#CALMED} if the silence has ended an episode
     */
    public AngerChange silence(double atSeconds) {
        if (last == NEVER || atSeconds - last < options.forgetSeconds()) {
            return AngerChange.NONE;
        }
        level = 0;
        last = NEVER;
        highSince = NEVER;
        return raised ? calm(atSeconds) : AngerChange.NONE;
    }

    /** Writes all but the options. */
    void save(SnapshotWriter writer) {
        writer.section("anger");
        writer.putBoolean(raised);
        for (double value : new double[] {level, peak}) {
            writer.putDouble(value);
        }
        for (double at : new double[] {last, highSince, lowSince, raisedAt, calmedAt, toldAt}) {
            writer.putDouble(at);
        }
    }

    /**
     * Takes over what {@link #save} of a score of the same options wrote.
     *
     * @param nowSeconds a time no earlier than any that was told of
     */
    void restore(SnapshotReader reader, double nowSeconds) {
        reader.section("anger");
        raised = reader.getBoolean();
        level = reader.getDouble(0, 100);
        peak = reader.getDouble(0, 100);
        last = reader.getDouble(NEVER, nowSeconds);
        highSince = reader.getDouble(NEVER, nowSeconds);
        lowSince = reader.getDouble(NEVER, nowSeconds);
        raisedAt = reader.getDouble(NEVER, nowSeconds);
        calmedAt = reader.getDouble(NEVER, nowSeconds);
        toldAt = reader.getDouble(NEVER, nowSeconds);
    }

    /** The level now, 0 to 100. */
    public float level() {
        return (float) level;
    }

    /** Whether an episode is going on. */
    public boolean isRaised() {
        return raised;
    }

    /** When the episode that is going on, or the last one, began; negative infinity before any. */
    public double raisedAtSeconds() {
        return raisedAt;
    }

    /** When the last episode ended; negative infinity before any has. */
    public double calmedAtSeconds() {
        return calmedAt;
    }

    /** Highest level of the episode that is going on, or of the last one. */
    public float peakLevel() {
        return (float) peak;
    }
}
