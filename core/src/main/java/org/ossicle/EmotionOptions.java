package org.ossicle;

import org.ossicle.emotion.AngerOptions;
import org.ossicle.emotion.LogOddsLine;
import org.ossicle.model.EmotionSettings;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * How one stream follows emotions. Immutable: each {@code with} method gives a changed copy. What
 * is not set is as the model was made for.
 */
public final class EmotionOptions {
    private static final EmotionOptions DEFAULTS =
            new EmotionOptions(
                    StreamOptions.ALL_CHANNELS,
                    new EmotionSettings(
                            EmotionSettings.OF_THE_MODEL,
                            EmotionSettings.OF_THE_MODEL,
                            AngerOptions.standard(LogOddsLine.IDENTITY)));

    private final int channel;
    private final EmotionSettings settings;

    private EmotionOptions(int channel, EmotionSettings settings) {
        this.channel = channel;
        this.settings = settings;
    }

    /**
     * The channels are averaged; hop and doubt are the model's; anger begins at level 60 that lasts
     * 0.5 s and ends below 40 for 1.5 s; its level follows within 0.7 s up and 1.5 s down.
     */
    public static EmotionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Which channel to listen to; for a call, one stream each.
     *
     * @param wanted from 0, or {@link StreamOptions#ALL_CHANNELS} for their average
     * @throws IllegalArgumentException if it is below that
     */
    public EmotionOptions withChannel(int wanted) {
        if (wanted < StreamOptions.ALL_CHANNELS) {
            throw new IllegalArgumentException("channel must be 0 or more, is " + wanted);
        }
        return new EmotionOptions(wanted, settings);
    }

    /**
     * How much speech lies between two readings.
     *
     * @param seconds above 0, at most 60
     * @throws IllegalArgumentException if it is outside that range
     */
    public EmotionOptions withHop(double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("hop must be above 0, is " + seconds);
        }
        return with(new EmotionSettings(seconds, settings.unsureBelow(), settings.anger()));
    }

    /**
     * The probability that the likeliest emotion needs to be named.
     *
     * @param probability 0, never unknown, to 1
     * @throws IllegalArgumentException if it is outside that range
     */
    public EmotionOptions withUnsureBelow(double probability) {
        if (!(probability >= 0)) {
            throw new IllegalArgumentException("probability must be 0 to 1, is " + probability);
        }
        return with(new EmotionSettings(settings.hopSeconds(), probability, settings.anger()));
    }

    /**
     * Where anger begins and ends.
     *
     * @param raiseLevel at which it begins, above {@code calmLevel}, at most 100
     * @param calmLevel below which it ends, 0 or more
     * @throws IllegalArgumentException if a level is outside its range
     */
    public EmotionOptions withAngerLevels(float raiseLevel, float calmLevel) {
        AngerOptions now = settings.anger();
        return with(
                new AngerOptions(
                        now.calibration(),
                        raiseLevel,
                        calmLevel,
                        now.riseSeconds(),
                        now.fallSeconds(),
                        now.confirmSeconds(),
                        now.calmSeconds(),
                        now.heldEverySeconds(),
                        now.forgetSeconds()));
    }

    /**
     * How long a level must last to count.
     *
     * @param confirmSeconds before anger begins, 0 or more
     * @param calmSeconds before it ends, 0 or more
     * @param heldEverySeconds between two reports that it goes on, above 0
     * @throws IllegalArgumentException if a time is outside its range
     */
    public EmotionOptions withAngerTimes(
            double confirmSeconds, double calmSeconds, double heldEverySeconds) {
        AngerOptions now = settings.anger();
        return with(
                new AngerOptions(
                        now.calibration(),
                        now.raiseLevel(),
                        now.calmLevel(),
                        now.riseSeconds(),
                        now.fallSeconds(),
                        confirmSeconds,
                        calmSeconds,
                        heldEverySeconds,
                        now.forgetSeconds()));
    }

    /**
     * How fast the level of anger follows its probability.
     *
     * @param riseSeconds time constant upwards, 0 or more
     * @param fallSeconds time constant downwards, 0 or more
     * @throws IllegalArgumentException if a time is outside its range
     */
    public EmotionOptions withAngerSmoothing(double riseSeconds, double fallSeconds) {
        AngerOptions now = settings.anger();
        return with(
                new AngerOptions(
                        now.calibration(),
                        now.raiseLevel(),
                        now.calmLevel(),
                        riseSeconds,
                        fallSeconds,
                        now.confirmSeconds(),
                        now.calmSeconds(),
                        now.heldEverySeconds(),
                        now.forgetSeconds()));
    }

    private EmotionOptions with(AngerOptions anger) {
        return with(new EmotionSettings(settings.hopSeconds(), settings.unsureBelow(), anger));
    }

    private EmotionOptions with(EmotionSettings changed) {
        return new EmotionOptions(channel, changed);
    }

    /** The channel that is listened to, or {@link StreamOptions#ALL_CHANNELS}. */
    public int channel() {
        return channel;
    }

    /** Writes all that makes one stream unlike another one over the same sound. */
    void save(SnapshotWriter writer) {
        writer.section("options");
        for (double value : values()) {
            writer.putDouble(value);
        }
    }

    /**
     * @throws org.ossicle.error.SnapshotException if {@link #save} of other options wrote this
     */
    void requireSame(SnapshotReader reader) {
        reader.section("options");
        boolean same = true;
        for (double value : values()) {
            same &= reader.getDouble() == value;
        }
        reader.require(same, "the options of this stream", "other ones");
    }

    private double[] values() {
        AngerOptions anger = settings.anger();
        return new double[] {
            channel,
            settings.hopSeconds(),
            settings.unsureBelow(),
            anger.raiseLevel(),
            anger.calmLevel(),
            anger.riseSeconds(),
            anger.fallSeconds(),
            anger.confirmSeconds(),
            anger.calmSeconds(),
            anger.heldEverySeconds(),
            anger.forgetSeconds()
        };
    }

    EmotionSettings settings() {
        return settings;
    }
}
