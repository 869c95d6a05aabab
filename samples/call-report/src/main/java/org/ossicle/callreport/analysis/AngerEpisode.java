package org.ossicle.callreport.analysis;

/**
 * A time over which somebody sounds angry.
 *
 * @param startSeconds when the level of anger had stayed high
 * @param endSeconds when it was last not low
 * @param peakLevel highest level of anger in it, 0 to 100
 */
public record AngerEpisode(double startSeconds, double endSeconds, double peakLevel) {}
