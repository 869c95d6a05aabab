package org.ossicle.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.ossicle.EmotionReading;

/**
 * One JSON object per input and line: file, durationSeconds, readings, label, the mean
 * probabilities by label, arousal, meanAngerLevel, peakAngerLevel, angerEpisodes and, if asked for,
 * the timeline. Without speech, readings is 0, label is UNKNOWN and probabilities is empty.
 */
public final class EmotionJsonWriter implements ResultWriter<FileEmotions> {
    private static final int DECIMALS = 4;

    private final JsonFactory factory = new JsonFactory();
    private final PrintWriter out;
    private final boolean timed;

    /**
     * @param timed whether to write each reading with its times
     */
    public EmotionJsonWriter(PrintWriter out, boolean timed) {
        this.out = out;
        this.timed = timed;
    }

    @Override
    public void write(String input, FileEmotions emotions) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("file", input);
            json.writeNumberField("durationSeconds", rounded(emotions.durationSeconds()));
            json.writeNumberField("readings", emotions.readings().size());
            json.writeStringField("label", emotions.label());
            json.writeObjectFieldStart("probabilities");
            for (Map.Entry<String, Double> mean : emotions.meanProbabilities().entrySet()) {
                json.writeNumberField(mean.getKey(), rounded(mean.getValue()));
            }
            json.writeEndObject();
            json.writeNumberField("arousal", rounded(emotions.meanArousal()));
            json.writeNumberField("meanAngerLevel", rounded(emotions.meanAngerLevel()));
            json.writeNumberField("peakAngerLevel", rounded(emotions.peakAngerLevel()));
            writeEpisodes(json, emotions);
            if (timed) {
                writeTimeline(json, emotions);
            }
            json.writeEndObject();
        }
        out.println(line);
        if (out.checkError()) {
            throw new IOException("standard output was closed");
        }
    }

    private static void writeEpisodes(JsonGenerator json, FileEmotions emotions)
            throws IOException {
        json.writeArrayFieldStart("angerEpisodes");
        for (FileEmotions.Episode episode : emotions.episodes()) {
            json.writeStartObject();
            json.writeNumberField("startSeconds", rounded(episode.startSeconds()));
            json.writeNumberField("endSeconds", rounded(episode.endSeconds()));
            json.writeNumberField("peakLevel", rounded(episode.peakLevel()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTimeline(JsonGenerator json, FileEmotions emotions)
            throws IOException {
        json.writeArrayFieldStart("timeline");
        for (EmotionReading reading : emotions.readings()) {
            json.writeStartObject();
            json.writeNumberField("startSeconds", rounded(reading.startSeconds()));
            json.writeNumberField("endSeconds", rounded(reading.endSeconds()));
            json.writeStringField("label", reading.label());
            json.writeObjectFieldStart("probabilities");
            for (Map.Entry<String, Float> one : reading.probabilities().entrySet()) {
                json.writeNumberField(one.getKey(), rounded(one.getValue()));
            }
            json.writeEndObject();
            json.writeNumberField("arousal", rounded(reading.arousal()));
            json.writeNumberField("angerLevel", rounded(reading.angerLevel()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
