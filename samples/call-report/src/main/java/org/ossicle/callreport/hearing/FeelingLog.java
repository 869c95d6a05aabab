package org.ossicle.callreport.hearing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;
import org.ossicle.callreport.analysis.AngerEpisode;
import org.ossicle.callreport.analysis.EmotionPoint;

/**
 * Writes down what an emotion stream tells. That anger is over is told once it has been low for a
 * while; here it ends with the last speech that was not low, so that the calm speech after it does
 * not count as angry.
 */
final class FeelingLog {
    /** The level at which anger begins. */
    static final float RAISE_LEVEL = 60;

    /** The level below which it is over. */
    static final float CALM_LEVEL = 40;

    private static final double CALM = -1;

    private final List<EmotionPoint> points = new ArrayList<>();
    private final List<AngerEpisode> episodes = new ArrayList<>();
    private double raisedAtSeconds = CALM;
    private double angryUntilSeconds;
    private double peakLevel;

    void accept(EmotionEvent event) {
        if (event instanceof EmotionEvent.Read read) {
            add(point(read.reading()));
        } else if (event instanceof EmotionEvent.AngerRaised raised) {
            raisedAtSeconds = raised.atSeconds();
            angryUntilSeconds = raised.atSeconds();
            peakLevel = raised.level();
        } else if (event instanceof EmotionEvent.AngerCalmed calmed) {
            endEpisode(calmed.peakLevel());
        }
    }

    private static EmotionPoint point(EmotionReading reading) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        reading.probabilities().forEach((label, p) -> probabilities.put(label, (double) p));
        return new EmotionPoint(
                reading.startSeconds(), reading.endSeconds(), reading.angerLevel(), probabilities);
    }

    void add(EmotionPoint point) {
        points.add(point);
        if (point.angerLevel() >= CALM_LEVEL) {
            angryUntilSeconds = point.toSeconds();
        }
        peakLevel = Math.max(peakLevel, point.angerLevel());
    }

    private void endEpisode(double peak) {
        episodes.add(new AngerEpisode(raisedAtSeconds, angryUntilSeconds, peak));
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
