package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmFormat;
import org.ossicle.compile.Bindings;
import org.ossicle.features.FbankConfig;
import org.ossicle.features.OnlineFbank;
import org.ossicle.graph.Tensor;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxReader;

/** The recognizer inside the jar, on the native engine. */
class EmbeddedWordsTest {
    private static final String MODEL = "/org/ossicle/models/commands/words.onnx";
    private static final long MOST_BYTES = 2_000_000;
    private static final int BINS = 40;
    private static final Set<String> COMMANDS =
            Set.of("yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go");
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(16_000);

    private static Path copy(Path folder) throws IOException {
        Path file = folder.resolve("words.onnx");
        try (InputStream in = SpeechModel.class.getResourceAsStream(MODEL)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** Log-probabilities by the native engine differ from PyTorch's by rounding alone. */
    @Test
    void scoresLikePyTorch(@TempDir Path folder) throws IOException {
        Path file = copy(folder);
        assertTrue(Files.size(file) <= MOST_BYTES, Files.size(file) + " bytes");
        ByteBuffer vector;
        try (InputStream in = getClass().getResourceAsStream("words.vector")) {
            vector = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
        float[] samples = new float[vector.getInt()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = vector.getShort() / 32768f;
        }
        OnnxHeader header = OnnxReader.readHeader(file);
        Bindings bindings = Bindings.NONE;
        for (int i = 1; i < header.inputs().size(); i++) {
            String state = header.inputs().get(i).name();
            bindings = bindings.state(state, "new_" + state);
        }
        int chunk = Integer.parseInt(header.metadata().get("chunk_frames"));
        OnlineFbank fbank =
                new OnlineFbank(FbankConfig.kaldiPovey().toBuilder().bins(BINS).build(), 1000);
        fbank.accept(samples, 0, samples.length);
        fbank.inputFinished();
        double worst = 0;
        int compared = 0;
        try (PlanRun run = new PlanRun(file, bindings)) {
            assertEquals("native-ffm", run.engineName());
            float[] features = new float[chunk * BINS];
            for (long first = 0; first + chunk <= fbank.framesReady(); first += chunk) {
                fbank.copyFrames(first, chunk, features, 0);
                run.input("x", Tensor.ofFloats(new long[] {1, chunk, BINS}, features));
                Tensor scores = run.run().get("scores");
                for (int i = 0; i < scores.elements(); i++) {
                    float wanted = vector.getFloat();
                    worst = Math.max(worst, Math.abs(wanted - scores.getDouble(i)));
                    compared++;
                }
            }
        }
        System.out.printf("embedded words, %d scores, worst %.2e%n", compared, worst);
        assertTrue(compared > 1000, compared + " scores");
        assertTrue(worst <= 1e-3, "difference " + worst);
    }

    private static List<Path> recordings(int ofEach) throws IOException {
        List<Path> chosen = new ArrayList<>();
        try (Stream<Path> words = Files.list(Shared.path("speech/commands/dev"))) {
            for (Path word : words.sorted().toList()) {
                try (Stream<Path> takes = Files.list(word)) {
                    takes.sorted().limit(ofEach).forEach(chosen::add);
                }
            }
        }
        return chosen;
    }

    /** A recording between two pauses of half a second. */
    private static float[] between(float[] samples) {
        float[] padded = new float[samples.length + 16_000];
        System.arraycopy(samples, 0, padded, 8_000, samples.length);
        return padded;
    }

    /** A floor well below what the model card measures, over a few recordings of each word. */
    @Test
    void hearsTheWordsOfOtherSpeakers() throws IOException {
        List<Path> recordings = recordings(2);
        int right = 0;
        List<String> wrong = new ArrayList<>();
        try (SpeechModel model = SpeechModel.embedded();
                RecognizerStream stream = model.newStream()) {
            for (Path file : recordings) {
                String word = file.getParent().getFileName().toString();
                stream.reset();
                float[] sound = between(Shared.samples(file));
                stream.accept(sound, 0, sound.length, FORMAT);
                stream.finish();
                String heard = finals(stream);
                if (heard.equals(word.equals("silence") ? "" : word)) {
                    right++;
                } else {
                    wrong.add(word + ">" + heard);
                }
            }
        }
        System.out.printf("embedded words: %d of %d, %s%n", right, recordings.size(), wrong);
        assertTrue(right >= 0.75 * recordings.size(), right + " right, " + wrong);
    }

    /** Sentences of twelve voices in two languages, without a pause between them. */
    @Test
    void namesNoCommandsInRunningSpeech() throws IOException {
        List<Path> sentences = new ArrayList<>();
        for (String folder : List.of("speech/sentences", "emotion/emodb")) {
            try (Stream<Path> files = Files.list(Shared.path(folder))) {
                files.filter(file -> file.toString().endsWith(".flac"))
                        .sorted()
                        .forEach(sentences::add);
            }
        }
        List<String> heard = new ArrayList<>();
        double seconds = 0;
        try (SpeechModel model = SpeechModel.embedded();
                RecognizerStream stream = model.newStream()) {
            for (int i = 0; i < sentences.size(); i += i < 3 ? 1 : 8) {
                float[] sound = Shared.samples(sentences.get(i));
                stream.accept(sound, 0, sound.length, FORMAT);
                seconds += sound.length / 16_000.0;
                heard.addAll(List.of(finals(stream).split(" ")));
            }
            stream.finish();
            heard.addAll(List.of(finals(stream).split(" ")));
        }
        heard.retainAll(COMMANDS);
        System.out.printf("embedded words: %s in %.0f s of other speech%n", heard, seconds);
        assertTrue(seconds > 120, seconds + " s");
        assertTrue(heard.size() <= 1, heard.toString());
    }

    private static String finals(RecognizerStream stream) {
        StringBuilder text = new StringBuilder();
        for (SpeechEvent event; (event = stream.poll()) != null; ) {
            if (event instanceof SpeechEvent.Final said) {
                text.append(text.length() == 0 ? "" : " ").append(said.transcript().text());
            }
        }
        return text.toString();
    }

    @Test
    void goesOnElsewhereAsIfItHadStayed() throws IOException {
        Random random = new Random(5);
        try (SpeechModel model = SpeechModel.embedded();
                SpeechModel same = SpeechModel.embedded();
                RecognizerStream here = model.newStream()) {
            RecognizerStream there = same.newStream();
            int events = 0;
            for (Path file : recordings(1)) {
                float[] sound = between(Shared.samples(file));
                int cut = random.nextInt(sound.length);
                here.accept(sound, 0, sound.length, FORMAT);
                there.accept(sound, 0, cut, FORMAT);
                byte[] snapshot = there.snapshot();
                there.close();
                there = same.newStream();
                there.restore(snapshot);
                there.accept(sound, cut, sound.length - cut, FORMAT);
                assertArrayEquals(here.snapshot(), there.snapshot(), file.toString());
                for (SpeechEvent event; (event = here.poll()) != null; ) {
                    assertEquals(event.toString(), there.poll().toString());
                    events++;
                }
            }
            there.close();
            assertTrue(events > 20, events + " events");
        }
    }

    @Test
    void quietCostsNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] quiet = new float[640];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = 1e-4f * ((i * 7919 % 101) / 50f - 1);
        }
        try (SpeechModel model = SpeechModel.embedded();
                RecognizerStream stream = model.newStream()) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 6 && least != 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 250; i++) {
                    stream.accept(quiet, 0, quiet.length, FORMAT);
                    assertEquals(null, stream.poll());
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "Java bytes for ten seconds");
        }
    }
}
