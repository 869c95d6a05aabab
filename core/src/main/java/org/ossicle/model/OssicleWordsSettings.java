package org.ossicle.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ossicle.decode.OtherSpeechOptions;
import org.ossicle.decode.SymbolEncoding;
import org.ossicle.decode.TokenTable;
import org.ossicle.decode.WordSearchOptions;
import org.ossicle.error.ModelFormatException;
import org.ossicle.features.FbankConfig;
import org.ossicle.graph.DType;
import org.ossicle.graph.TensorType;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxValueInfo;
import org.ossicle.plan.StateBinding;

/**
 * What a recognizer of whole words says about itself, checked against its signature.
 *
 * @param fbank the front end
 * @param words the classes in the order of the scores; the first is the blank
 * @param chunkFrames feature frames of one run
 * @param subsampling feature frames that become one output frame
 * @param tailFrames feature frames of silence in which the last word may still be named
 * @param search the rules of the search, without penalty
 * @param states what is carried from run to run
 */
record OssicleWordsSettings(
        FbankConfig fbank,
        List<String> words,
        int chunkFrames,
        int subsampling,
        int tailFrames,
        WordSearchOptions search,
        List<StateBinding> states) {

    static final String MODEL_TYPE = "ossicle_words";

    private static final String ROLE = "words";
    private static final String BLANK = "<blk>";
    private static final String OTHER_SPEECH = "<unk>";
    private static final String NEW = "new_";
    private static final int VERSION = 1;
    private static final int RATE_HZ = 16_000;
    private static final int FRAME_SHIFT_MS = 10;
    private static final int LONGEST_CHUNK_FRAMES = 100;
    private static final int LONGEST_TAIL_FRAMES = 1000;

    static OssicleWordsSettings of(OnnxHeader header) {
        ModelMetadata metadata = new ModelMetadata(header, ROLE);
        requireExactly(metadata, "version", VERSION);
        requireExactly(metadata, "sample_rate_hz", RATE_HZ);
        requireExactly(metadata, "frame_shift_ms", FRAME_SHIFT_MS);
        List<String> words = words(metadata);
        int bins = metadata.integer("feature_bins", 1);
        int chunk = metadata.integer("chunk_frames", 1);
        int subsampling = metadata.integer("subsampling", 1);
        if (chunk > LONGEST_CHUNK_FRAMES || chunk % subsampling != 0) {
            throw metadata.invalid(
                    "chunk_frames",
                    "a multiple of subsampling, which is "
                            + subsampling
                            + ", up to "
                            + LONGEST_CHUNK_FRAMES);
        }
        int tail = metadata.integer("tail_frames", 0);
        if (tail > LONGEST_TAIL_FRAMES) {
            throw metadata.invalid("tail_frames", "at most " + LONGEST_TAIL_FRAMES);
        }
        return new OssicleWordsSettings(
                fbank(metadata, bins),
                words,
                chunk,
                subsampling,
                tail,
                search(metadata, words),
                states(
                        header,
                        TensorType.of(DType.FLOAT32, 1, chunk, bins),
                        TensorType.of(DType.FLOAT32, 1, chunk / subsampling, words.size())));
    }

    private static void requireExactly(ModelMetadata metadata, String key, int wanted) {
        if (metadata.integer(key, 0) != wanted) {
            throw metadata.invalid(key, Integer.toString(wanted));
        }
    }

    private static List<String> words(ModelMetadata metadata) {
        List<String> words = List.of(metadata.required("words").split(",", -1));
        Set<String> seen = new HashSet<>();
        for (String word : words) {
            boolean whole = !word.isEmpty() && word.chars().noneMatch(Character::isWhitespace);
            if (!whole || !seen.add(word)) {
                throw metadata.invalid("words", "distinct words without spaces, comma separated");
            }
        }
        if (words.size() < 2 || !words.get(0).equals(BLANK)) {
            throw metadata.invalid("words", BLANK + " and after it the words");
        }
        return words;
    }

    private static FbankConfig fbank(ModelMetadata metadata, int bins) {
        int low = metadata.integer("feature_low_hz", 0);
        int high = metadata.integer("feature_high_hz", 1);
        if (low >= high || high > RATE_HZ / 2) {
            throw metadata.invalid("feature_high_hz", "above feature_low_hz, up to 8000");
        }
        return FbankConfig.kaldiPovey().toBuilder().bins(bins).frequencies(low, high).build();
    }

    private static WordSearchOptions search(ModelMetadata metadata, List<String> words) {
        int classes = words.size();
        float[] thresholds = metadata.shares("emit_threshold");
        if (thresholds.length == 1) {
            float each = thresholds[0];
            thresholds = new float[classes];
            Arrays.fill(thresholds, each);
        } else if (thresholds.length != classes) {
            throw metadata.invalid("emit_threshold", "one number, or " + classes);
        }
        int window = metadata.integer("window_frames", 1);
        if (window > WordSearchOptions.LONGEST_WINDOW_FRAMES) {
            throw metadata.invalid(
                    "window_frames", "at most " + WordSearchOptions.LONGEST_WINDOW_FRAMES);
        }
        int apart = metadata.integer("apart_frames", 1);
        int repeat = metadata.integer("repeat_frames", 1, apart);
        int sureRepeat = metadata.integer("sure_repeat_frames", 1, repeat);
        if (sureRepeat > repeat) {
            throw metadata.invalid(
                    "sure_repeat_frames", "at most repeat_frames, which is " + repeat);
        }
        int revise = metadata.integer("revise_frames", 0, 0);
        return new WordSearchOptions(
                0,
                thresholds,
                share(metadata, "release_threshold"),
                window,
                apart,
                sureRepeat,
                repeat,
                revise,
                otherSpeech(metadata, words),
                0f);
    }

    private static float share(ModelMetadata metadata, String key) {
        float[] numbers = metadata.shares(key);
        if (numbers.length != 1) {
            throw metadata.invalid(key, "one number");
        }
        return numbers[0];
    }

    private static OtherSpeechOptions otherSpeech(ModelMetadata metadata, List<String> words) {
        int id = words.indexOf(OTHER_SPEECH);
        if (id < 0) {
            return null;
        }
        int frames = metadata.integer("other_speech_frames", 1);
        int lag = metadata.integer("other_speech_lag", 0);
        if (frames > OtherSpeechOptions.LONGEST_FRAMES - lag) {
            throw metadata.invalid(
                    "other_speech_frames",
                    "with other_speech_lag at most " + OtherSpeechOptions.LONGEST_FRAMES);
        }
        float limit = share(metadata, "other_speech_limit");
        return new OtherSpeechOptions(id, frames, lag, limit);
    }

    private static List<StateBinding> states(OnnxHeader header, TensorType x, TensorType scores) {
        List<OnnxValueInfo> inputs = header.inputs();
        List<OnnxValueInfo> outputs = header.outputs();
        if (inputs.isEmpty() || inputs.size() != outputs.size()) {
            throw invalid(
                    header,
                    "x and states, scores and as many new states",
                    inputs.size() + " inputs and " + outputs.size() + " outputs");
        }
        requireType(header, inputs.get(0), x);
        requireType(header, outputs.get(0), scores);
        List<StateBinding> states = new ArrayList<>();
        for (int i = 1; i < inputs.size(); i++) {
            OnnxValueInfo past = inputs.get(i);
            OnnxValueInfo next = outputs.get(i);
            boolean fixed = past.type() != null && past.shape().isKnown();
            if (!fixed || past.dtype() != DType.FLOAT32 || !next.name().equals(NEW + past.name())) {
                throw invalid(
                        header,
                        "a float32 state of fixed shape and its successor " + NEW + past.name(),
                        past + " and " + next);
            }
            states.add(new StateBinding(past.name(), next.name()));
        }
        return states;
    }

    private static void requireType(OnnxHeader header, OnnxValueInfo value, TensorType wanted) {
        if (!wanted.equals(value.type())) {
            throw invalid(
                    header, value.name() + ": " + wanted + ", as the metadata says", "" + value);
        }
    }

    private static ModelFormatException invalid(OnnxHeader header, String expected, String found) {
        return new ModelFormatException(
                header.file() + " (" + ROLE + ")",
                expected,
                found,
                "take the file as it was exported, or export it again");
    }

    /** The words that are written: no blank and no other speech. */
    List<String> spokenWords() {
        return words.stream().filter(w -> !w.equals(BLANK) && !w.equals(OTHER_SPEECH)).toList();
    }

    /** The words as tokens, each with a space before it. */
    TokenTable tokens(String source) {
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < words.size(); id++) {
            lines.append(id == 0 ? "" : "\u2581").append(words.get(id)).append(' ');
            lines.append(id).append('\n');
        }
        ByteBuffer file = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
        return TokenTable.read(file, source, SymbolEncoding.PLAIN);
    }

    /** Time from one output frame to the next. */
    int frameMs() {
        return FRAME_SHIFT_MS * subsampling;
    }

    /** Sound that one run advances by. */
    int chunkMs() {
        return FRAME_SHIFT_MS * chunkFrames;
    }

    /** The rules of the search, with a penalty on hearing nothing. */
    WordSearchOptions search(float blankPenalty) {
        return new WordSearchOptions(
                search.blankId(),
                search.emitThresholds(),
                search.releaseThreshold(),
                search.windowFrames(),
                search.apartFrames(),
                search.sureRepeatFrames(),
                search.repeatFrames(),
                search.reviseFrames(),
                search.otherSpeech(),
                blankPenalty);
    }
}
