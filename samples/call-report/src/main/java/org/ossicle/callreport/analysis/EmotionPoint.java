package org.ossicle.callreport.analysis;

import java.util.Map;

/**
 * How one window of speech sounds.
 *
 * @param fromSeconds where the window begins
 * @param toSeconds where it ends
 * @param angerLevel with this window in it, 0 to 100
 * @param probabilities by the name of the emotion, in the model's order; they sum to 1
 */
public record EmotionPoint(
        double fromSeconds,
        double toSeconds,
        double angerLevel,
        Map<String, Double> probabilities) {}
