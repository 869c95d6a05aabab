package org.ossicle.callreport.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ossicle.callreport.analysis.CallAnalysis;
import org.ossicle.callreport.analysis.EmotionPoint;
import org.ossicle.callreport.analysis.Escalation;
import org.ossicle.callreport.analysis.Spans;
import org.ossicle.callreport.analysis.SpeakerPart;

/**
 * What the charts of a report are drawn from, small enough for a page whatever the call's length.
 *
 * @param durationSeconds of the call
 * @param speakers their names
 * @param anger points of time and level for each speaker; null for a level breaks the line
 * @param talk stretches of start and end for each speaker
 * @param overlaps stretches of start and end
 * @param escalations where anger begins
 * @param quarters mean probability of each emotion: speaker, then quarter
 */
record ChartData(
        double durationSeconds,
        List<String> speakers,
        List<List<Double[]>> anger,
        List<List<Double[]>> talk,
        List<Double[]> overlaps,
        List<Mark> escalations,
        List<List<Map<String, Double>>> quarters) {

    private static final int MAX_POINTS = 1_500;

    /** A longer pause of the speaker breaks the line. */
    private static final double MAX_PAUSE_SECONDS = 5;

    /**
     * A point of a curve that leads to a turn.
     *
     * @param turn index, or -1
     */
    record Mark(int speaker, double atSeconds, double level, int turn) {}

    static ChartData of(CallReport report) {
        CallAnalysis call = report.analysis();
        List<List<Map<String, Double>>> quarters = new ArrayList<>();
        for (int speaker = 0; speaker < report.speakers().size(); speaker++) {
            List<Map<String, Double>> means = new ArrayList<>();
            for (List<SpeakerPart> quarter : call.quarters()) {
                means.add(quarter.get(speaker).emotions());
            }
            quarters.add(means);
        }
        return new ChartData(
                call.durationSeconds(),
                report.speakers(),
                report.emotions().stream().map(ChartData::curve).toList(),
                call.talk().stream().map(ChartData::pairs).toList(),
                pairs(call.overlaps()),
                call.escalations().stream().map(e -> mark(e, report.emotions())).toList(),
                quarters);
    }

    /** A mark lies on the curve of its speaker. */
    private static Mark mark(Escalation e, List<List<EmotionPoint>> emotions) {
        double level = e.peakLevel();
        for (EmotionPoint point : emotions.get(e.speaker())) {
            if (point.toSeconds() > e.startSeconds()) {
                break;
            }
            level = point.angerLevel();
        }
        return new Mark(e.speaker(), e.startSeconds(), level, e.turn());
    }

    private static List<Double[]> pairs(Spans spans) {
        return spans.list().stream()
                .map(s -> new Double[] {s.startSeconds(), s.endSeconds()})
                .toList();
    }

    /** Of several neighbours that share a point, the highest level is kept. */
    static List<Double[]> curve(List<EmotionPoint> windows) {
        List<Double[]> points = new ArrayList<>();
        int perPoint = Math.max(1, (windows.size() + MAX_POINTS - 1) / MAX_POINTS);
        for (int i = 0; i < windows.size(); i += perPoint) {
            EmotionPoint highest = windows.get(i);
            for (int j = i + 1; j < Math.min(i + perPoint, windows.size()); j++) {
                if (windows.get(j).angerLevel() > highest.angerLevel()) {
                    highest = windows.get(j);
                }
            }
            double pausedSince = i == 0 ? 0 : windows.get(i - 1).toSeconds();
            if (i > 0 && windows.get(i).fromSeconds() - pausedSince > MAX_PAUSE_SECONDS) {
                points.add(new Double[] {pausedSince, null});
            }
            points.add(new Double[] {highest.toSeconds(), highest.angerLevel()});
        }
        return points;
    }
}
