package org.ossicle.model;

/**
 * How one stream searches.
 *
 * @param blankPenalty subtracted from the blank's score; above 0 it favours tokens. Finite
 */
public record SearchSettings(float blankPenalty) {}
