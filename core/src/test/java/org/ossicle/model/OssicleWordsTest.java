package org.ossicle.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.decode.DecodedTokens;
import org.ossicle.decode.OtherSpeechOptions;
import org.ossicle.decode.WordSearchOptions;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ModelFormatException;
import org.ossicle.features.OnlineFbank;

/** A network of the embedded recognizer's form with random weights, on the interpreter. */
class OssicleWordsTest {
    private static final String RANDOM = "random-words";
    private static final LoadSettings SETTINGS = new LoadSettings(true);
    private static final int CLASSES = 6;
    private static final String THRESHOLDS = "0.5,0.5,0.5,0.5,0.6,0.5";

    @TempDir Path folder;

    private Path file;
    private final WordsVector vector = WordsVector.read(RANDOM + ".vector");

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve("words.onnx");
        try (InputStream in = getClass().getResourceAsStream(RANDOM + ".onnx")) {
            Files.copy(in, file);
        }
    }

    private RecognizerModel load() {
        return ModelFamilies.load(folder, SETTINGS);
    }

    @Test
    void saysWhatItIs() {
        try (RecognizerModel model = load()) {
            ModelFacts facts = model.facts();
            assertEquals(OssicleWordsFamily.NAME, facts.family());
            assertEquals(List.of(file), facts.files());
            assertEquals(20, facts.frameMs());
            assertEquals(40, facts.chunkMs());
            assertEquals(16_000, facts.sampleRateHz());
            assertEquals(CLASSES, model.tokens().size());
            assertEquals("\u2581computer", model.tokens().piece(4));
        }
    }

    @Test
    void aPenaltyLeavesTheOtherRulesOfTheSearch() throws IOException {
        patchBytes("revise_frames", "surprise_them");
        patchBytes("sure_repeat_frames", "twice_a_day_or_not");
        try (OssicleWordsModel model = (OssicleWordsModel) OssicleWordsFamily.embedded();
                OssicleWordsModel old = (OssicleWordsModel) load()) {
            WordSearchOptions own = model.settings().search();
            assertEquals(14, own.reviseFrames());
            assertEquals(own, model.settings().search(0f));
            WordSearchOptions eager = model.settings().search(0.5f);
            assertEquals(0.5f, eager.blankPenalty());
            assertEquals(own.reviseFrames(), eager.reviseFrames());
            assertEquals(own.otherSpeech(), eager.otherSpeech());
            assertEquals(0, old.settings().search().reviseFrames(), "without the key");
            assertEquals(18, own.sureRepeatFrames());
            assertEquals(28, own.repeatFrames());
            assertEquals(24, old.settings().search().repeatFrames());
            assertEquals(24, old.settings().search().sureRepeatFrames(), "without the key");
        }
    }

    @Test
    void knowsTheClassOfOtherSpeech() throws IOException {
        try (OssicleWordsModel model = (OssicleWordsModel) load()) {
            assertEquals(
                    new OtherSpeechOptions(5, 150, 20, 0.9f),
                    model.settings().search().otherSpeech());
        }
        patchBytes("computer,<unk>", "computer,(unk)");
        try (OssicleWordsModel model = (OssicleWordsModel) load()) {
            assertNull(model.settings().search().otherSpeech());
        }
    }

    @Test
    void scoresLikePyTorch() {
        try (OssicleWordsModel model = (OssicleWordsModel) load();
                PlanState state = model.newState()) {
            int chunk = model.settings().chunkFrames();
            OnlineFbank fbank = new OnlineFbank(model.settings().fbank(), 200);
            fbank.accept(vector.samples(), 0, vector.samples().length);
            fbank.inputFinished();
            FloatBuffer features = state.input(0).asFloatBuffer();
            FloatBuffer scores = state.output(0).asFloatBuffer();
            int rows = vector.scores().length / scores.capacity();
            assertTrue(rows >= 24, rows + " rows");
            double worst = 0;
            for (int run = 0; run < rows; run++) {
                fbank.copyFrames((long) run * chunk, chunk, features, 0);
                state.run();
                for (int i = 0; i < scores.capacity(); i++) {
                    float wanted = vector.scores()[run * scores.capacity() + i];
                    worst = Math.max(worst, Math.abs(wanted - scores.get(i)));
                }
            }
            assertTrue(worst <= 1e-3, "difference " + worst);
        }
    }

    private static List<String> words(RecognizerPipeline pipeline) {
        DecodedTokens tokens = pipeline.search().tokens();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            words.add(tokens.id(i) + "@" + tokens.frame(i) + " " + tokens.confidence(i));
        }
        return words;
    }

    private List<String> hear(RecognizerPipeline pipeline, Random cuts) {
        float[] samples = vector.samples();
        int most = RecognizerPipeline.MAX_SLICE_MS * 16;
        for (int from = 0; from < samples.length; ) {
            int count = Math.min(samples.length - from, 1 + cuts.nextInt(most));
            pipeline.accept(samples, from, count);
            from += count;
            while (pipeline.step() != StepResult.WAITING) {}
        }
        pipeline.finish();
        while (pipeline.step() != StepResult.WAITING) {}
        return words(pipeline);
    }

    @Test
    void takesNoBeam() throws IOException {
        try (RecognizerModel model = load()) {
            SearchSettings beam = new SearchSettings(0f, 4);
            assertThrows(IllegalArgumentException.class, () -> model.newPipeline(beam));
        }
    }

    @Test
    void hearsTheSameHoweverTheSoundIsCut() throws IOException {
        believeAnything();
        try (RecognizerModel model = load();
                RecognizerPipeline pipeline = model.newPipeline(new SearchSettings(0f))) {
            List<String> once = hear(pipeline, new Random(1));
            assertTrue(once.size() > 2, once.toString());
            // A second of sound, 0.3 s of silence, whole runs.
            assertEquals(66, pipeline.search().framesSeen());
            pipeline.restart();
            assertEquals(once, hear(pipeline, new Random(2)));
        }
    }

    private void believeAnything() throws IOException {
        patch("emit_threshold", THRESHOLDS, THRESHOLDS.replaceAll("[56]", "1"));
        patch("revise_frames", "14", "00");
        patch("other_speech_limit", "0.9", "0.1");
        patch("release_threshold", "0.25", "0.99");
        patch("window_frames", "4", "1");
        patch("apart_frames", "8", "1");
        patch("sure_repeat_frames", "18", " 1");
    }

    @Test
    void isNothingWithoutTheModelType() throws IOException {
        patch("model_type", "ossicle_words", "ossicle_wards");
        assertNull(new OssicleWordsFamily().load(folder, SETTINGS));
    }

    @ParameterizedTest
    @CsvSource({
        "version, 1, 2",
        "sample_rate_hz, 16000, 22050",
        "frame_shift_ms, 10, 16",
        "chunk_frames, 4, 3",
        "chunk_frames, 4, 8",
        "subsampling, 2, 4",
        "feature_bins, 40, 41",
        "feature_high_hz, 7600, 8001",
        "emit_threshold, '" + THRESHOLDS + "', '0.5,0.5,1.5,0.5,0.6,0.5'",
        "emit_threshold, '" + THRESHOLDS + "', '0.5,0.5,.,0.05,0.6,0.50'",
        "emit_threshold, '" + THRESHOLDS + "', '0.5,0.5,0.50000,0.6,0.5'",
        "release_threshold, 0.25, -0.2",
        "other_speech_frames, 150, '  0'",
        "other_speech_lag, 20, -1",
        "other_speech_limit, 0.9, 1.9",
        "other_speech_limit, 0.9, '1,1'",
        "window_frames, 4, 0",
        "apart_frames, 8, x",
        "sure_repeat_frames, 18, 25",
        "tail_frames, 30, -3"
    })
    void saysWhichKeyIsWrong(String key, String value, String wrong) throws IOException {
        patch(key, value, wrong);
        ModelFormatException e = assertThrows(ModelFormatException.class, this::load);
        boolean named = e.where().contains("'" + key + "'") || e.expected().contains("metadata");
        assertTrue(named, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'yes,no', 'no,,no'", "'yes,no', 'on,on,'", "<blk>, <bla>", "'yes,', 'y s,'"})
    void refusesAListOfWordsThatIsNone(String from, String to) throws IOException {
        patchBytes(from, to);
        ModelFormatException e = assertThrows(ModelFormatException.class, this::load);
        assertTrue(e.where().contains("'words'"), e.getMessage());
    }

    @Test
    void refusesStatesThatDoNotFollowEachOther() throws IOException {
        patchBytes("new_past_3", "new_post_3");
        ModelFormatException e = assertThrows(ModelFormatException.class, this::load);
        assertTrue(e.expected().contains("new_past_3"), e.getMessage());
    }

    @Test
    void wantsOneModelInAFolder() throws IOException {
        Files.copy(file, folder.resolve("again.onnx"));
        ModelFormatException e = assertThrows(ModelFormatException.class, this::load);
        assertTrue(e.found().contains("again.onnx"), e.getMessage());
    }

    /** Changes the value of a metadata key to one of the same length. */
    private void patch(String key, String value, String wanted) throws IOException {
        String between = "\u0012" + (char) value.length();
        patchBytes(key + between + value, key + between + wanted);
    }

    private void patchBytes(String from, String to) throws IOException {
        assertEquals(from.length(), to.length());
        String all = new String(Files.readAllBytes(file), ISO_8859_1);
        assertTrue(all.contains(from), "no '" + from + "'");
        Files.write(file, all.replace(from, to).getBytes(ISO_8859_1));
    }
}
