package org.ossicle;

import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrInts;
import static org.ossicle.onnx.ModelBuilder.floats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ossicle.onnx.ModelBuilder;

/** Small emotion models with known answers, one of each kind that can be brought. */
final class EmotionModels {
    /** Mean square from which {@link #waveform} hears anger: that of a voice of level 0.2. */
    static final float ANGRY_POWER = 0.02f;

    /** Where {@code voiced.octave.mean} stands among the functionals. */
    private static final int MEAN_OCTAVE = 1;

    private EmotionModels() {}

    /**
     * Classes over a waveform of 16 kHz: the log-odds of anger are (P - ANGRY_POWER) * 200 with P
     * the mean square of the window.
     */
    static ModelBuilder waveform() {
        return new ModelBuilder(13)
                .metadata("model_type", "emotion")
                .metadata("input", "waveform")
                .metadata("labels", "neutral,anger")
                .metadata("window_seconds", "1")
                .metadata("hop_seconds", "0.5")
                .metadata("min_seconds", "0.5")
                .metadata("max_gap_seconds", "0.5")
                .input("x", FLOAT, "N", "T")
                .output("logits", FLOAT, "N", 2)
                .initializer(floats("weight", new long[] {1, 2}, 0, 200))
                .initializer(floats("bias", new long[] {2}, 0, -200 * ANGRY_POWER))
                .node("Mul", "x,x", "square")
                .node("ReduceMean", "square", "power", attrInts("axes", 1), attr("keepdims", 1))
                .node("MatMul", "power,weight", "scaled")
                .node("Add", "scaled,bias", "logits");
    }

    /** The same, which besides takes for a voice only what is as loud as an angry one. */
    static ModelBuilder waveformOfVoices() {
        return waveform()
                .metadata("voice_output", "voice")
                .output("voice", FLOAT, "N", 1)
                .initializer(floats("voice_weight", new long[] {1, 1}, 200))
                .initializer(floats("voice_bias", new long[] {1}, -200 * ANGRY_POWER))
                .node("MatMul", "power,voice_weight", "voice_scaled")
                .node("Add", "voice_scaled,voice_bias", "voice");
    }

    /** Says of a voice two numbers where one is wanted. */
    static ModelBuilder waveformOfTwoVoices() {
        return waveform()
                .metadata("voice_output", "voice")
                .output("voice", FLOAT, "N", 2)
                .initializer(floats("voice_weight", new long[] {1, 2}, 200, 100))
                .node("MatMul", "power,voice_weight", "voice");
    }

    /**
     * Dimensions over a waveform, with a second output that is none of them: arousal is four times
     * the mean magnitude, dominance 0.25, valence 0.125.
     */
    static ModelBuilder dimensions() {
        return new ModelBuilder(13)
                .metadata("model_type", "emotion")
                .metadata("input", "waveform")
                .metadata("output", "dimensions")
                .metadata("labels", "arousal, dominance, valence")
                .metadata("sample_rate", "8000")
                .metadata("window_seconds", "1")
                .input("signal", FLOAT, "N", "T")
                .output("hidden", FLOAT, "N", 1)
                .output("dims", FLOAT, "N", 3)
                .initializer(floats("weight", new long[] {1, 3}, 4, 0, 0))
                .initializer(floats("bias", new long[] {3}, 0, 0.25f, 0.125f))
                .node("Abs", "signal", "magnitude")
                .node("ReduceMean", "magnitude", "hidden", attrInts("axes", 1), attr("keepdims", 1))
                .node("MatMul", "hidden,weight", "scaled")
                .node("Add", "scaled,bias", "dims");
    }

    /**
     * Probabilities for every frame of log-mels of 2 bins: sigmoid of half the difference between
     * the high and the low bin is that of "angry".
     */
    static ModelBuilder fbank() {
        return new ModelBuilder(13)
                .metadata("model_type", "emotion")
                .metadata("input", "fbank")
                .metadata("output", "probabilities")
                .metadata("labels", "\u751f\u6c14/angry,\u4e2d\u7acb/neutral")
                .metadata("window_seconds", "0.8")
                .metadata("hop_seconds", "0.4")
                .metadata("min_seconds", "0.4")
                .input("x", FLOAT, 1, 80, 2)
                .output("p", FLOAT, 1, 80, 2)
                .initializer(floats("weight", new long[] {2, 2}, -0.5f, 0, 0.5f, 0))
                .node("MatMul", "x,weight", "logits")
                .node("Softmax", "logits", "p", attr("axis", -1));
    }

    /**
     * Classes over functionals: the log-odds of anger are the mean of the pitch of voiced frames in
     * octaves above 150 Hz, times 4.
     */
    static ModelBuilder functionals() {
        float[] weight = new float[522 * 2];
        weight[2 * MEAN_OCTAVE + 1] = 4;
        return new ModelBuilder(13)
                .metadata("model_type", "emotion")
                .metadata("input", "functionals")
                .metadata("feature_set", "ossicle-emotion-1")
                .metadata("labels", "sadness,anger")
                .metadata("window_seconds", "2")
                .metadata("hop_seconds", "0.5")
                .metadata("min_seconds", "0.9")
                .input("functionals", FLOAT, "N", 522)
                .output("logits", FLOAT, "N", 2)
                .initializer(floats("weight", new long[] {522, 2}, weight))
                .node("MatMul", "functionals,weight", "logits");
    }

    /** Writes a model into a folder. */
    static Path write(Path folder, ModelBuilder model) throws IOException {
        return Files.write(folder.resolve("emotion.onnx"), model.build());
    }
}
