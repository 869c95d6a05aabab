package org.ossicle.callreport.analysis;

/**
 * Who talks for how long in a call of two speakers. The four parts add up to the call.
 *
 * @param firstAloneSeconds only the first speaker talks
 * @param secondAloneSeconds only the second speaker talks
 * @param bothSeconds both talk at once
 * @param silenceSeconds nobody talks
 */
public record TalkShares(
        double firstAloneSeconds,
        double secondAloneSeconds,
        double bothSeconds,
        double silenceSeconds) {

    /**
     * @param durationSeconds of the call; talk ends before it does
     */
    public static TalkShares of(Spans first, Spans second, double durationSeconds) {
        double both = first.and(second).seconds();
        double firstAlone = first.seconds() - both;
        double secondAlone = second.seconds() - both;
        double silence = Math.max(0, durationSeconds - firstAlone - secondAlone - both);
        return new TalkShares(firstAlone, secondAlone, both, silence);
    }
}
