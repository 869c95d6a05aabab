package org.ossicle.model;

import java.util.List;
import org.ossicle.features.FbankConfig;
import org.ossicle.graph.DType;
import org.ossicle.graph.Dim;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.onnx.OnnxValueInfo;

/**
 * Models of any origin that take a window of sound, as a waveform or as log-mels, and say in their
 * metadata how. {@code core/docs/emotion-models.md} has the keys.
 */
public final class WindowEmotionFamily implements EmotionFamily {
    private static final int DEFAULT_RATE_HZ = 16_000;
    private static final double WINDOW_SECONDS = 3;
    private static final double PAUSE_SECONDS = 1;
    private static final float INT16_SCALE = 32768f;

    @Override
    public String name() {
        return "emotion model over waveform or fbank";
    }

    @Override
    public EmotionModel load(OnnxModel model, LoadSettings settings) {
        OnnxHeader header = model.header();
        ModelMetadata metadata = EmotionSpec.metadata(header);
        if (!EmotionSpec.isEmotion(metadata)) {
            return null;
        }
        String kind = EmotionSpec.inputKind(metadata);
        if (!kind.equals("waveform") && !kind.equals("fbank")) {
            return null;
        }
        if (header.inputs().size() != 1) {
            throw OnnxEmotionModel.wrong(header, "one input", header.inputs().toString());
        }
        OnnxValueInfo input = header.inputs().get(0);
        if (input.dtype() != DType.FLOAT32 || input.shape() == null) {
            throw OnnxEmotionModel.wrong(
                    header, "an input of float32 with a shape", input.toString());
        }
        int rateHz = metadata.integer("sample_rate", 1_000, DEFAULT_RATE_HZ);
        if (rateHz % 100 != 0) {
            throw metadata.invalid("sample_rate", "a multiple of 100");
        }
        float scale = metadata.integer("normalize_samples", 0, 1) == 0 ? INT16_SCALE : 1;
        EmotionFrontEnd frontEnd =
                kind.equals("waveform")
                        ? waveform(header, input, rateHz, scale)
                        : new FbankFrontEnd(fbank(header, metadata, input, rateHz, scale));
        EmotionSpec spec = EmotionSpec.of(metadata, WINDOW_SECONDS, PAUSE_SECONDS);
        requireWindow(header, metadata, input, frontEnd.inputShape(spec.windowFrames()));
        return new OnnxEmotionModel(name(), model, spec, frontEnd, rateHz, settings);
    }

    private static EmotionFrontEnd waveform(
            OnnxHeader header, OnnxValueInfo input, int rateHz, float scale) {
        int rank = input.shape().rank();
        if (rank < 1 || rank > 3) {
            throw OnnxEmotionModel.wrong(
                    header, "an input [samples], [N, samples] or [N, 1, samples]", input + "");
        }
        return new WaveformFrontEnd(rateHz, scale, rank);
    }

    private static FbankConfig fbank(
            OnnxHeader header,
            ModelMetadata metadata,
            OnnxValueInfo input,
            int rateHz,
            float scale) {
        int rank = input.shape().rank();
        if (rank != 3 || !input.shape().dims().get(2).isKnown()) {
            throw OnnxEmotionModel.wrong(
                    header, "an input [N, frames, bins] with bins known", input.toString());
        }
        int bins = (int) input.shape().size(2);
        FbankConfig usual =
                switch (metadata.text("fbank", "kaldi")) {
                    case "kaldi" -> FbankConfig.kaldiPovey();
                    case "funasr" -> FbankConfig.funasr();
                    case "nemo" -> FbankConfig.nemo(bins);
                    default -> throw metadata.invalid("fbank", "kaldi, funasr or nemo");
                };
        if (rateHz != usual.sampleRateHz()) {
            throw metadata.invalid("sample_rate", usual.sampleRateHz() + " for fbank");
        }
        try {
            return usual.toBuilder().bins(bins).scale(scale).build();
        } catch (IllegalArgumentException e) {
            throw OnnxEmotionModel.wrong(header, "bins that features can have", e.getMessage());
        }
    }

    /** A window that the model fixes must be the one that the metadata names. */
    private static void requireWindow(
            OnnxHeader header, ModelMetadata metadata, OnnxValueInfo input, List<Long> shape) {
        List<Dim> dims = input.shape().dims();
        for (int axis = 1; axis < shape.size(); axis++) {
            if (dims.get(axis).isKnown() && input.shape().size(axis) != shape.get(axis)) {
                throw OnnxEmotionModel.wrong(
                        header,
                        "a window of " + shape + ", as window_seconds and sample_rate say",
                        input.toString());
            }
        }
    }
}
