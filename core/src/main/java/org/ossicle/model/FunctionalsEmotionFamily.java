package org.ossicle.model;

import org.ossicle.emotion.functionals.DescriptorFrames;
import org.ossicle.emotion.functionals.Functionals;
import org.ossicle.graph.DType;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.onnx.OnnxValueInfo;

/**
 * Models over the functionals of this library, as {@code samples/training} makes them and as the
 * embedded one is.
 */
public final class FunctionalsEmotionFamily implements EmotionFamily {
    private static final double PAUSE_SECONDS = 0.3;
    private static final double WINDOW_SECONDS = 2;

    @Override
    public String name() {
        return "emotion model over functionals";
    }

    @Override
    public EmotionModel load(OnnxModel model, LoadSettings settings) {
        OnnxHeader header = model.header();
        ModelMetadata metadata = EmotionSpec.metadata(header);
        if (!EmotionSpec.isEmotion(metadata)
                || !EmotionSpec.inputKind(metadata).equals("functionals")) {
            return null;
        }
        int count = count(metadata);
        requireRow(header, count);
        int rateHz = DescriptorFrames.SAMPLE_RATE_HZ;
        if (metadata.integer("sample_rate", 1, rateHz) != rateHz) {
            throw metadata.invalid("sample_rate", String.valueOf(rateHz));
        }
        EmotionSpec spec = EmotionSpec.of(metadata, WINDOW_SECONDS, PAUSE_SECONDS);
        // The end of a stretch of speech gives windows half as long as the shortest others.
        if (spec.minFrames() < 2 * Functionals.FEWEST_FRAMES) {
            throw metadata.invalid("min_seconds", "0.16 or more");
        }
        EmotionFrontEnd frontEnd = new FunctionalsFrontEnd(spec.windowFrames(), count);
        return new OnnxEmotionModel(name(), model, spec, frontEnd, rateHz, settings);
    }

    /** Numbers in a row of the set that a model names. */
    private static int count(ModelMetadata metadata) {
        String wanted = metadata.required("feature_set");
        if (wanted.equals(Functionals.FEATURE_SET)) {
            return Functionals.count();
        }
        if (wanted.equals(Functionals.FEATURE_SET_WITH_CONTOURS)) {
            return Functionals.countWithContours();
        }
        throw metadata.invalid(
                "feature_set",
                Functionals.FEATURE_SET + " or " + Functionals.FEATURE_SET_WITH_CONTOURS);
    }

    private static void requireRow(OnnxHeader header, int count) {
        boolean fits = header.inputs().size() == 1;
        if (fits) {
            OnnxValueInfo input = header.inputs().get(0);
            fits =
                    input.dtype() == DType.FLOAT32
                            && input.shape() != null
                            && input.shape().rank() == 2
                            && input.shape().dims().get(1).isKnown()
                            && input.shape().size(1) == count;
        }
        if (!fits) {
            throw OnnxEmotionModel.wrong(
                    header, "one input [N, " + count + "] of float32", header.inputs().toString());
        }
    }
}
