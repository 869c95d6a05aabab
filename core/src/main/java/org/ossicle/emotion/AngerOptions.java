package org.ossicle.emotion;

import java.util.Objects;

/**
 * How probabilities of anger become a level and events. Immutable.
 *
 * @param calibration of the probabilities before anything else
 * @param raiseLevel level from which anger begins, over {@code calmLevel} and at most 100
 * @param calmLevel level below which anger ends, 0 or more
 * @param riseSeconds time constant with which the level follows a higher probability
 * @param fallSeconds time constant with which it follows a lower one
 * @param confirmSeconds how long the level must stay high before anger begins
 * @param calmSeconds how long it must stay low before anger ends
 * @param heldEverySeconds time between two reports that anger goes on, over 0
 * @param forgetSeconds silence after which anger ends and the level is 0 again, over 0
 */
public record AngerOptions(
        LogOddsLine calibration,
        float raiseLevel,
        float calmLevel,
        double riseSeconds,
        double fallSeconds,
        double confirmSeconds,
        double calmSeconds,
        double heldEverySeconds,
        double forgetSeconds) {

    /**
     * @throws IllegalArgumentException if a value is outside its range
     */
    public AngerOptions {
        Objects.requireNonNull(calibration, "calibration");
        if (!(calmLevel >= 0 && calmLevel < raiseLevel && raiseLevel <= 100)) {
            throw new IllegalArgumentException(
                    "levels must be 0 <= calm < raise <= 100, are "
                            + calmLevel
                            + " and "
                            + raiseLevel);
        }
        require("riseSeconds", riseSeconds, false);
        require("fallSeconds", fallSeconds, false);
        require("confirmSeconds", confirmSeconds, false);
        require("calmSeconds", calmSeconds, false);
        require("heldEverySeconds", heldEverySeconds, true);
        require("forgetSeconds", forgetSeconds, true);
    }

    private static void require(String name, double seconds, boolean positive) {
        boolean holds = positive ? seconds > 0 : seconds >= 0;
        if (!holds || Double.isInfinite(seconds)) {
            String rule = positive ? " must be above 0, is " : " must be 0 or more, is ";
            throw new IllegalArgumentException(name + rule + seconds);
        }
    }

    /** The same with another calibration. */
    public AngerOptions withCalibration(LogOddsLine other) {
        return new AngerOptions(
                other,
                raiseLevel,
                calmLevel,
                riseSeconds,
                fallSeconds,
                confirmSeconds,
                calmSeconds,
                heldEverySeconds,
                forgetSeconds);
    }

    /**
     * The usual values: anger begins at 60 that lasts 0.5 s and ends below 40 for 1.5 s; the level
     * follows within 0.7 s up and 1.5 s down; held every 5 s; forgotten after 20 s of silence.
     */
    public static AngerOptions standard(LogOddsLine calibration) {
        return new AngerOptions(calibration, 60, 40, 0.7, 1.5, 0.5, 1.5, 5, 20);
    }
}
