package org.ossicle.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionReading;

/** A time line for people: a line for each reading and each change of anger, then a summary. */
public final class EmotionTextWriter implements ResultWriter<FileEmotions> {
    private static final int LEVELS_PER_MARK = 5;

    private final PrintWriter out;
    private final boolean named;

    /**
     * @param named whether the input's name stands before its lines
     */
    public EmotionTextWriter(PrintWriter out, boolean named) {
        this.out = out;
        this.named = named;
    }

    @Override
    public void write(String input, FileEmotions emotions) throws IOException {
        if (named) {
            out.println(input);
        }
        if (emotions.readings().isEmpty()) {
            line("no speech to read in %.2f s", emotions.durationSeconds());
        } else {
            line("%8s %8s  %-12s %5s %8s  %s", "from", "to", "sounds", "p", "arousal", "anger");
            emotions.events().forEach(this::writeEvent);
            writeSummary(emotions);
        }
        if (out.checkError()) {
            throw new IOException("standard output was closed");
        }
    }

    private void writeEvent(EmotionEvent event) {
        if (event instanceof EmotionEvent.Read read) {
            EmotionReading reading = read.reading();
            float highest = reading.probabilities().values().stream().max(Float::compare).get();
            int marks = Math.round(reading.angerLevel() / LEVELS_PER_MARK);
            line(
                    "%8.2f %8.2f  %-12s %5.2f %8.2f  %3.0f %s",
                    reading.startSeconds(),
                    reading.endSeconds(),
                    reading.label(),
                    highest,
                    reading.arousal(),
                    reading.angerLevel(),
                    "#".repeat(marks));
        } else if (event instanceof EmotionEvent.AngerRaised raised) {
            line("%8.2f %8s  anger begins", raised.atSeconds(), "");
        } else if (event instanceof EmotionEvent.AngerHeld held) {
            double seconds = held.atSeconds() - held.raisedAtSeconds();
            line("%8.2f %8s  anger goes on, for %.1f s", held.atSeconds(), "", seconds);
        } else if (event instanceof EmotionEvent.AngerCalmed calmed) {
            double seconds = calmed.atSeconds() - calmed.raisedAtSeconds();
            line(
                    "%8.2f %8s  anger is over after %.1f s, peak %.0f",
                    calmed.atSeconds(), "", seconds, calmed.peakLevel());
        }
    }

    private void writeSummary(FileEmotions emotions) {
        StringJoiner means = new StringJoiner(", ");
        emotions.meanProbabilities().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(m -> means.add(format("%s %.2f", m.getKey(), m.getValue())));
        line("mean: %s", means);
        line(
                "arousal: %.2f; anger level: mean %.0f, peak %.0f; stretches of anger: %d",
                emotions.meanArousal(),
                emotions.meanAngerLevel(),
                emotions.peakAngerLevel(),
                emotions.episodes().size());
    }

    private void line(String format, Object... values) {
        out.println(format(format, values));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing();
    }
}
