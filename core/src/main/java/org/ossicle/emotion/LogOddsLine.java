package org.ossicle.emotion;

/**
 * Platt's calibration of one probability: a straight line on its log-odds. Immutable.
 *
 * @param slope over 0; below 1 makes probabilities more modest
 * @param offset in log-odds; above 0 makes them larger
 */
public record LogOddsLine(double slope, double offset) {
    /** Leaves probabilities as they are. */
    public static final LogOddsLine IDENTITY = new LogOddsLine(1, 0);

    private static final double SMALLEST = 1e-6;

    /**
     * @throws IllegalArgumentException if the slope is not above 0 or a number is not finite
     */
    public LogOddsLine {
        if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "slope must be above 0 and offset finite, are " + slope + " and " + offset);
        }
    }

    /** The calibrated probability; 0 and 1 count as a millionth away from themselves. */
    public double apply(double probability) {
        double p = Math.min(Math.max(probability, SMALLEST), 1 - SMALLEST);
        return 1 / (1 + Math.exp(-(slope * Math.log(p / (1 - p)) + offset)));
    }
}
