package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be said about a call of two speakers.
 *
 * @param durationSeconds of the call
 * @param shares who talks for how long
 * @param talk when each speaker talks
 * @param overlaps when both do
 * @param interruptions in the order of time
 * @param whole each speaker over the whole call
 * @param quarters each speaker over each quarter of the call: quarter, then speaker
 * @param turns what was said, in the order of time
 * @param escalations where anger begins, in the order of time
 */
public record CallAnalysis(
        double durationSeconds,
        TalkShares shares,
        List<Spans> talk,
        Spans overlaps,
        List<Interruption> interruptions,
        List<SpeakerPart> whole,
        List<List<SpeakerPart>> quarters,
        List<Turn> turns,
        List<Escalation> escalations) {

    public static final int SPEAKERS = 2;
    private static final int QUARTERS = 4;

    /**
     * @param channels one for each of the two speakers
     */
    public static CallAnalysis of(List<HeardChannel> channels, double durationSeconds) {
        List<Spans> talk = channels.stream().map(c -> TalkDetector.detect(c.levels())).toList();
        Spans first = talk.get(0);
        Spans second = talk.get(1);
        List<Turn> turns = Turn.of(channels);
        return new CallAnalysis(
                durationSeconds,
                TalkShares.of(first, second, durationSeconds),
                talk,
                first.and(second),
                Interruption.find(first, second),
                parts(channels, talk, new Span(0, durationSeconds)),
                quarters(channels, talk, durationSeconds),
                turns,
                Escalation.of(channels, turns));
    }

    private static List<List<SpeakerPart>> quarters(
            List<HeardChannel> channels, List<Spans> talk, double durationSeconds) {
        List<List<SpeakerPart>> quarters = new ArrayList<>();
        for (int q = 0; q < QUARTERS; q++) {
            double start = durationSeconds * q / QUARTERS;
            double end = durationSeconds * (q + 1) / QUARTERS;
            quarters.add(parts(channels, talk, new Span(start, end)));
        }
        return quarters;
    }

    private static List<SpeakerPart> parts(
            List<HeardChannel> channels, List<Spans> talk, Span part) {
        List<SpeakerPart> parts = new ArrayList<>();
        for (int speaker = 0; speaker < channels.size(); speaker++) {
            parts.add(SpeakerPart.of(channels.get(speaker), talk.get(speaker), part));
        }
        return parts;
    }
}
