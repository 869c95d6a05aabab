package org.ossicle.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.ossicle.Word;

/** One JSON object per input and line: file, durationSeconds, text and, if asked for, words. */
public final class JsonWriter implements ResultWriter<FileTranscript> {
    private static final int DECIMALS = 3;

    private final JsonFactory factory = new JsonFactory();
    private final PrintWriter out;
    private final boolean timed;

    /**
     * @param timed whether to write words with their times
     */
    public JsonWriter(PrintWriter out, boolean timed) {
        this.out = out;
        this.timed = timed;
    }

    @Override
    public void write(String input, FileTranscript transcript) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("file", input);
            json.writeNumberField("durationSeconds", threeDecimals(transcript.durationSeconds()));
            json.writeStringField("text", transcript.text());
            if (timed) {
                json.writeArrayFieldStart("words");
                for (Word word : transcript.words()) {
                    writeWord(json, word);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        out.println(line);
        if (out.checkError()) {
            throw new IOException("standard output was closed");
        }
    }

    private static void writeWord(JsonGenerator json, Word word) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", word.text());
        json.writeNumberField("startSeconds", threeDecimals(word.startSeconds()));
        json.writeNumberField("endSeconds", threeDecimals(word.endSeconds()));
        json.writeNumberField("confidence", threeDecimals(word.confidence()));
        json.writeEndObject();
    }

    private static BigDecimal threeDecimals(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
