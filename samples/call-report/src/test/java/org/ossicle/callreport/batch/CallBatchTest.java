package org.ossicle.callreport.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.callreport.analysis.Calls;
import org.ossicle.callreport.batch.CallOutcome.Status;
import org.ossicle.callreport.hearing.HeardCall;
import org.ossicle.callreport.hearing.Hearing;
import org.ossicle.callreport.report.ReportJson;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.error.AudioException;

class CallBatchTest {
    private final AtomicInteger heard = new AtomicInteger();
    private String settings = "a test";

    @TempDir private Path folder;
    private Path calls;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        calls = Files.createDirectories(folder.resolve("calls"));
        out = folder.resolve("reports");
    }

    /** Hears a word in every call, refuses what is mono and breaks on calls named so. */
    private final class TestHearing implements Hearing {
        @Override
        public HeardCall listen(String name, AudioSource source, DoubleConsumer progress) {
            heard.incrementAndGet();
            if (source.channels() != 2) {
                throw new AudioException(name, "two channels", "one", "record both");
            }
            if (name.contains("breaks")) {
                throw new IllegalStateException("a fault in the program");
            }
            double seconds = source.totalFrames() / (double) source.sampleRateHz();
            progress.accept(seconds);
            var channel = Calls.channel(seconds, Calls.words("hello", 0.1), 0, 0.5);
            return new HeardCall(seconds, source.sampleRateHz(), List.of(channel, channel));
        }

        @Override
        public String description() {
            return "a test";
        }

        @Override
        public String identity() {
            return settings;
        }
    }

    private Path call(String name, int channels) throws IOException {
        Path file = calls.resolve(name);
        Files.createDirectories(file.getParent());
        AudioFormat format = new AudioFormat(8_000, 16, channels, true, false);
        byte[] silence = new byte[8_000 * 2 * channels];
        try (AudioInputStream in =
                new AudioInputStream(new ByteArrayInputStream(silence), format, 8_000)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }

    private List<CallOutcome> run(boolean again) throws IOException {
        return run(again, null);
    }

    private List<CallOutcome> run(boolean again, PrintStream terminal) throws IOException {
        CallReporter reporter = new CallReporter(new TestHearing(), List.of("A", "B"));
        return new CallBatch(reporter, out, 2, again).run(CallFiles.find(List.of(calls)), terminal);
    }

    private static List<Status> statuses(List<CallOutcome> outcomes) {
        return outcomes.stream().map(CallOutcome::status).toList();
    }

    @Test
    void oneBadCallStopsNoOther() throws IOException {
        call("a.wav", 2);
        call("b breaks.wav", 2);
        call("c.wav", 1);
        Files.writeString(calls.resolve("d.flac"), "fLaC, or so it says");
        call("deeper/e #1.WAV", 2);
        Files.writeString(calls.resolve("notes.txt"), "no call");
        List<CallOutcome> outcomes = run(false);
        assertEquals(
                List.of(
                        Status.REPORTED,
                        Status.FAILED,
                        Status.FAILED,
                        Status.FAILED,
                        Status.REPORTED),
                statuses(outcomes));
        assertEquals("IllegalStateException", outcomes.get(1).problem().type());
        assertEquals("two channels", outcomes.get(2).problem().expected());
        assertEquals("AudioException", outcomes.get(3).problem().type());
        assertEquals("./deeper/e%20%231.WAV.html", outcomes.get(4).report());
        assertTrue(Files.exists(out.resolve("deeper/e #1.WAV.html")));
        assertFalse(Files.exists(out.resolve("c.wav.html")));
        JsonNode summary = ReportJson.PRETTY.readTree(out.resolve("summary.json").toFile());
        assertEquals(5, summary.size());
        assertEquals("record both", summary.at("/2/problem/remedy").asText());
        assertTrue(Files.readString(out.resolve("index.html")).contains("a fault in the program"));
    }

    @Test
    void aFolderThatBreaksOffIsNamedAndTheSearchGoesOn() {
        CallFiles.Search search = new CallFiles.Search();
        assertEquals(FileVisitResult.CONTINUE, search.postVisitDirectory(calls, null));
        assertEquals(
                FileVisitResult.CONTINUE, search.postVisitDirectory(out, new IOException("gone")));
        assertEquals(Set.of(out), search.found);
    }

    @Test
    void goesOnWhereItWas() throws IOException {
        Path first = call("a.wav", 2);
        call("b.wav", 2);
        run(false);
        Files.delete(out.resolve("b.wav.json"));
        assertEquals(List.of(Status.KEPT, Status.REPORTED), statuses(run(false)));
        assertEquals(3, heard.get());
        Files.setLastModifiedTime(first, FileTime.fromMillis(12_345_000));
        assertEquals(List.of(Status.REPORTED, Status.KEPT), statuses(run(false)));
        Files.writeString(out.resolve("a.wav.json"), "{ torn");
        assertEquals(List.of(Status.REPORTED, Status.KEPT), statuses(run(false)));
        settings = "another model";
        assertEquals(List.of(Status.REPORTED, Status.REPORTED), statuses(run(false)));
        assertEquals(List.of(Status.REPORTED, Status.REPORTED), statuses(run(true)));
    }

    @Test
    void drawsProgressOnATerminalOnly() throws IOException {
        call("a.wav", 2);
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        run(false, new PrintStream(drawn, true, StandardCharsets.UTF_8));
        assertNotEquals(0, drawn.size());
    }

    @Test
    void callsOfOneNameGetReportsOfTheirOwn() throws IOException {
        Path here = call("x/a.wav", 2);
        Path there = call("y/a.wav", 2);
        var found = CallFiles.find(List.of(here, there, here));
        assertEquals(
                List.of(Path.of("a.wav"), Path.of("a.wav-2")),
                found.stream().map(CallFiles.CallFile::name).toList());
    }

    @Test
    void namesTheCallWhateverIsWrongWithIt() throws IOException {
        Path whole = call("whole.wav", 2);
        Path missing = calls.resolve("missing.wav");
        Path broken = call("breaks.wav", 2);
        CallReporter reporter = new CallReporter(new TestHearing(), List.of("A", "B"));
        List<CallOutcome> outcomes =
                new CallBatch(reporter, out, 2, false)
                        .run(CallFiles.find(List.of(missing, whole, broken)), null);
        assertEquals(List.of(Status.FAILED, Status.REPORTED, Status.FAILED), statuses(outcomes));
        assertEquals(missing + ": no such file", outcomes.get(0).problem().message());
        String fault = outcomes.get(2).problem().message();
        assertEquals(broken + ": IllegalStateException: a fault in the program", fault);
        AudioException samples = new AudioException("PCM", "numbers", "NaN", "find out why");
        CallOutcome failed = CallOutcome.failed("a.wav", samples);
        assertEquals("a.wav: " + samples.getMessage(), failed.problem().message());
        assertEquals("a.wav: PCM", failed.problem().where());
    }
}
