package org.ossicle.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;

/**
 * How the voice in one input sounds.
 *
 * @param durationSeconds of the audio
 * @param labels the emotions that are told apart
 * @param events readings and changes of anger, in order
 */
public record FileEmotions(double durationSeconds, List<String> labels, List<EmotionEvent> events) {
    public FileEmotions {
        labels = List.copyOf(labels);
        events = List.copyOf(events);
    }

    /** A stretch of anger; its end is that of the audio if it never calmed. */
    public record Episode(double startSeconds, double endSeconds, float peakLevel) {}

    /** The readings alone, in order. */
    public List<EmotionReading> readings() {
        List<EmotionReading> readings = new ArrayList<>();
        for (EmotionEvent event : events) {
            if (event instanceof EmotionEvent.Read read) {
                readings.add(read.reading());
            }
        }
        return readings;
    }

    /** The mean probability of each label; empty if there is no reading. */
    public Map<String, Double> meanProbabilities() {
        List<EmotionReading> readings = readings();
        Map<String, Double> means = new LinkedHashMap<>();
        if (!readings.isEmpty()) {
            for (String label : labels) {
                means.put(label, mean(readings, label));
            }
        }
        return means;
    }

    private static double mean(List<EmotionReading> readings, String label) {
        return readings.stream().mapToDouble(r -> r.probability(label)).average().orElse(0);
    }

    /** The label of the highest mean probability; {@code UNKNOWN} if there is no reading. */
    public String label() {
        String best = EmotionReading.UNKNOWN;
        double highest = -1;
        for (Map.Entry<String, Double> mean : meanProbabilities().entrySet()) {
            if (mean.getValue() > highest) {
                highest = mean.getValue();
                best = mean.getKey();
            }
        }
        return best;
    }

    /** The mean arousal, 0 to 1; 0 if there is no reading. */
    public double meanArousal() {
        return readings().stream().mapToDouble(EmotionReading::arousal).average().orElse(0);
    }

    /** The mean level of anger over the readings, 0 to 100; 0 if there is none. */
    public double meanAngerLevel() {
        return readings().stream().mapToDouble(EmotionReading::angerLevel).average().orElse(0);
    }

    /** The highest level of anger, 0 to 100; 0 if there is no reading. */
    public double peakAngerLevel() {
        return readings().stream().mapToDouble(EmotionReading::angerLevel).max().orElse(0);
    }

    /** The stretches of anger, in order. */
    public List<Episode> episodes() {
        List<Episode> episodes = new ArrayList<>();
        EmotionEvent.AngerRaised open = null;
        float peak = 0;
        for (EmotionEvent event : events) {
            if (event instanceof EmotionEvent.AngerRaised raised) {
                open = raised;
                peak = raised.level();
            } else if (event instanceof EmotionEvent.AngerCalmed calmed) {
                double start = calmed.raisedAtSeconds();
                episodes.add(new Episode(start, calmed.atSeconds(), calmed.peakLevel()));
                open = null;
            } else if (event instanceof EmotionEvent.Read read) {
                peak = Math.max(peak, read.reading().angerLevel());
            }
        }
        if (open != null) {
            episodes.add(new Episode(open.atSeconds(), durationSeconds, peak));
        }
        return episodes;
    }
}
