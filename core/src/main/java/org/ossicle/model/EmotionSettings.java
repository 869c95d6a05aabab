package org.ossicle.model;

import java.util.Objects;
import org.ossicle.emotion.AngerOptions;

/**
 * How one stream follows emotions.
 *
 * @param hopSeconds speech from one window to the next, above 0; {@link #OF_THE_MODEL} for the
 *     model's own
 * @param unsureBelow probability below which the likeliest emotion is unknown, 0 to 1; {@link
 *     #OF_THE_MODEL} for the model's own
 * @param anger how probabilities of anger become a level; the model replaces its calibration
 */
public record EmotionSettings(double hopSeconds, double unsureBelow, AngerOptions anger) {
    /** Stands for the value that the model was made for. */
    public static final double OF_THE_MODEL = -1;

    /**
     * @throws IllegalArgumentException if a value is outside its range
     */
    public EmotionSettings {
        Objects.requireNonNull(anger, "anger");
        if (hopSeconds != OF_THE_MODEL && !(hopSeconds > 0 && hopSeconds <= 60)) {
            throw new IllegalArgumentException(
                    "hopSeconds must be above 0 and at most 60, is " + hopSeconds);
        }
        if (unsureBelow != OF_THE_MODEL && !(unsureBelow >= 0 && unsureBelow <= 1)) {
            throw new IllegalArgumentException("unsureBelow must be 0 to 1, is " + unsureBelow);
        }
    }
}
