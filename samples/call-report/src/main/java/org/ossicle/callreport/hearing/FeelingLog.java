package org.ossicle.callreport.hearing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;
import org.ossicle.callreport.analysis.AngerEpisode;
import org.ossicle.callreport.analysis.EmotionPoint;

/** Writes down what an emotion stream tells. */
final class FeelingLog {
    private static final double CALM = -1;

    private final List<EmotionPoint> points = new ArrayList<>();
    private final List<AngerEpisode> episodes = new ArrayList<>();
    private double raisedAtSeconds = CALM;
    private double heardUntilSeconds;
    private double peakLevel;

    void accept(EmotionEvent event) {
        if (event instanceof EmotionEvent.Read read) {
            add(read.reading());
        } else if (event instanceof EmotionEvent.AngerRaised raised) {
            raisedAtSeconds = raised.atSeconds();
            peakLevel = raised.level();
        } else if (event instanceof EmotionEvent.AngerCalmed calmed) {
            endEpisode(calmed.peakLevel());
        }
    }

    private void add(EmotionReading reading) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        reading.probabilities().forEach((label, p) -> probabilities.put(label, (double) p));
        points.add(
                new EmotionPoint(
                        reading.startSeconds(),
                        reading.endSeconds(),
                        reading.angerLevel(),
                        probabilities));
        heardUntilSeconds = reading.endSeconds();
        peakLevel = Math.max(peakLevel, reading.angerLevel());
    }

    /** Anger that nobody hears any more, because its speaker is silent, ends with his speech. */
    private void endEpisode(double peak) {
        double end = Math.max(heardUntilSeconds, raisedAtSeconds);
        episodes.add(new AngerEpisode(raisedAtSeconds, end, peak));
        raisedAtSeconds = CALM;
    }

    /** Ends the anger that still goes on when the call ends. */
    void finish() {
        if (raisedAtSeconds != CALM) {
            endEpisode(peakLevel);
        }
    }

    List<EmotionPoint> points() {
        return points;
    }

    List<AngerEpisode> episodes() {
        return episodes;
    }
}
