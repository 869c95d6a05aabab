package org.ossicle.callreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.callreport.analysis.Span;
import org.ossicle.callreport.report.ReportJson;

/**
 * Whole calls of actors whom the emotion model has never heard: the report marks where they are
 * angry, and nothing else.
 */
class AngryCallTest {
    private static final Path MODEL =
            Path.of(
                    "../../bindings/all/src/test/resources/org/ossicle/emotion",
                    "emotion-without-03-08.onnx");
    private static final Path SHARED = Path.of(System.getProperty("ossicle.shared", "missing"));
    private static final String CALM_AGENT = "03";
    private static final String CUSTOMER = "08";

    @TempDir private Path folder;

    /** Sentences of one actor in one mood: N neutral, W angry. */
    private static List<Path> sentences(String actor, char mood) throws IOException {
        try (Stream<Path> files = Files.list(SHARED.resolve("emotion/emodb"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(actor))
                    .filter(f -> f.getFileName().toString().charAt(5) == mood)
                    .sorted()
                    .toList();
        }
    }

    private JsonNode report(RecordedCall call, String name) throws IOException {
        Path words = SHARED.resolve("models/zipformer2-en-3.3M");
        Path wav = folder.resolve(name + ".wav");
        Path out = folder.resolve("reports");
        call.write(wav);
        int exit =
                Main.command(null)
                        .execute(
                                "--model=" + words,
                                "--emotion-model=" + MODEL,
                                "--speakers=Agent,Customer",
                                "--out=" + out,
                                wav.toString());
        assertEquals(0, exit);
        Path page = out.resolve(name + ".wav.html");
        Path kept = Path.of("target/reports").resolve(name + ".html");
        Files.createDirectories(kept.getParent());
        Files.write(kept, Files.readAllBytes(page));
        return ReportJson.PRETTY.readTree(out.resolve(name + ".wav.json").toFile());
    }

    private static void requireModelAndRecordings() {
        assumeTrue(Files.isDirectory(SHARED.resolve("emotion/emodb")), "no recordings of EmoDB");
        assumeTrue(Files.isDirectory(SHARED.resolve("models")), "no recognition model");
        assumeTrue(Files.isRegularFile(MODEL), "no emotion model without these actors");
    }

    @Test
    void marksTheAngryStretchAndNotTheNeutralOnes() throws IOException {
        requireModelAndRecordings();
        List<Path> agent = sentences(CALM_AGENT, 'N');
        List<Path> calm = sentences(CUSTOMER, 'N');
        List<Path> angry = sentences(CUSTOMER, 'W');
        RecordedCall call = new RecordedCall();
        for (int i = 0; i < 4; i++) {
            call.say(0, agent.get(i));
            call.say(1, calm.get(i));
        }
        double anger = call.seconds();
        for (int i = 0; i < 6; i++) {
            call.say(1, angry.get(i));
        }
        double calmAgain = call.seconds();
        for (int i = 4; i < 9; i++) {
            call.say(0, agent.get(i));
            call.say(1, calm.get(i));
        }
        JsonNode report = report(call, "one-angry-stretch");
        Span stretch = new Span(anger, calmAgain);
        JsonNode escalations = report.at("/analysis/escalations");
        assertFalse(escalations.isEmpty(), "the angry stretch is marked");
        for (JsonNode e : escalations) {
            String found = e.toString() + " in " + stretch;
            assertEquals(1, e.path("speaker").asInt(), found);
            assertTrue(stretch.contains(e.path("startSeconds").asDouble()), found);
            assertTrue(stretch.contains(e.path("endSeconds").asDouble()), found);
            assertTrue(e.path("turn").asInt() >= 0, found);
        }
        assertTrue(stretch.contains(escalations.get(0).path("startSeconds").asDouble()));
        assertComplete(report, call);
    }

    @Test
    void marksNothingInANeutralCall() throws IOException {
        requireModelAndRecordings();
        RecordedCall call = new RecordedCall();
        List<Path> agent = sentences(CALM_AGENT, 'N');
        List<Path> customer = sentences(CUSTOMER, 'N');
        for (int i = 0; i < Math.min(agent.size(), customer.size()); i++) {
            call.say(0, agent.get(i));
            call.say(1, customer.get(i));
        }
        JsonNode report = report(call, "neutral");
        assertEquals(0, report.at("/analysis/escalations").size(), report::toPrettyString);
        assertComplete(report, call);
    }

    private static void assertComplete(JsonNode report, RecordedCall call) {
        JsonNode analysis = report.path("analysis");
        assertEquals(call.seconds(), analysis.path("durationSeconds").asDouble(), 0.001);
        assertEquals(4, analysis.path("quarters").size());
        assertFalse(analysis.path("turns").isEmpty());
        List<Double> talk = new ArrayList<>();
        for (JsonNode speaker : analysis.path("whole")) {
            talk.add(speaker.path("talkSeconds").asDouble());
            assertEquals(7, speaker.path("emotions").size());
            assertTrue(speaker.path("loudnessLufs").asDouble() < 0);
        }
        double half = call.seconds() / 2;
        assertTrue(talk.stream().allMatch(t -> t > 0.2 * half && t < 1.5 * half), talk::toString);
    }
}
