package org.ossicle.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.emotion.EmotionLabels;
import org.ossicle.emotion.EmotionListener;
import org.ossicle.emotion.SpeechGate;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.EngineLookup;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;

/** An emotion model of one compiled plan that scores windows of a fixed length. */
final class OnnxEmotionModel implements EmotionModel {
    private final String family;
    private final String file;
    private final EmotionSpec spec;
    private final EmotionFrontEnd frontEnd;
    private final int sampleRateHz;
    private final EngineLookup.Choice choice;
    private final CompiledPlan plan;
    private final int outputIndex;

    /**
     * Checks and compiles a model.
     *
     * @throws org.ossicle.error.OssicleException if it does not fit its metadata or cannot be run;
     *     nothing stays open then
     */
    OnnxEmotionModel(
            String family,
            OnnxModel model,
            EmotionSpec spec,
            EmotionFrontEnd frontEnd,
            int sampleRateHz,
            LoadSettings wanted) {
        this.family = family;
        this.file = model.header().file();
        this.spec = spec;
        this.frontEnd = frontEnd;
        this.sampleRateHz = sampleRateHz;
        String input = model.header().inputs().get(0).name();
        Bindings bindings =
                new Bindings(
                        Map.of(),
                        Map.of(input, frontEnd.inputShape(spec.windowFrames())),
                        Map.of(),
                        List.of(),
                        1);
        Plan planned = new PlanTemplate(file, OnnxImporter.importGraph(model)).bind(bindings);
        this.outputIndex = output(model.header(), planned, spec);
        this.choice = EngineLookup.open();
        boolean complete = false;
        try {
            this.plan = choice.engine().compile(planned, wanted.compileOptions());
            complete = true;
        } finally {
            if (!complete) {
                choice.engine().close();
            }
        }
    }

    /**
     * The output named by the metadata, or the only one with as many numbers as there are names.
     */
    private static int output(OnnxHeader header, Plan plan, EmotionSpec spec) {
        ModelMetadata metadata = EmotionSpec.metadata(header);
        String wanted = metadata.text("output_name", "");
        int found = -1;
        for (int i = 0; i < plan.outputs().size(); i++) {
            PlanTensor tensor = plan.tensor(plan.outputs().get(i));
            boolean named = header.outputs().get(i).name().equals(wanted);
            boolean fits =
                    tensor.dtype() == DType.FLOAT32 && width(tensor) == spec.output().width();
            if (named && !fits || wanted.isEmpty() && fits && found >= 0) {
                found = -1;
                break;
            }
            if (fits && (named || wanted.isEmpty())) {
                found = i;
            }
        }
        if (found < 0) {
            throw wrong(
                    header,
                    "one float output "
                            + wanted
                            + " of "
                            + spec.output().width()
                            + " numbers, one for each of the labels",
                    header.outputs().toString());
        }
        return found;
    }

    /** Numbers in a row of [C], [1, C] or [1, T, C]. */
    private static long width(PlanTensor tensor) {
        int rank = tensor.rank();
        return rank < 1 || rank > 3 ? -1 : tensor.dims()[rank - 1];
    }

    static ModelFormatException wrong(OnnxHeader header, String expected, String found) {
        return new ModelFormatException(
                header.file() + " (emotion)",
                expected,
                found,
                "check the model and its metadata against core/docs/emotion-models.md");
    }

    EmotionSpec spec() {
        return spec;
    }

    EmotionFrontEnd frontEnd() {
        return frontEnd;
    }

    int sampleRateHz() {
        return sampleRateHz;
    }

    int outputIndex() {
        return outputIndex;
    }

    PlanState newState() {
        return plan.newState();
    }

    @Override
    public EmotionLabels labels() {
        return spec.output().labels();
    }

    @Override
    public double windowSeconds() {
        return spec.windowFrames() * EmotionFrontEnd.FRAME_MS / 1000.0;
    }

    @Override
    public double hopSeconds() {
        return spec.hopFrames() * EmotionFrontEnd.FRAME_MS / 1000.0;
    }

    @Override
    public float unsureBelow() {
        return spec.unsureBelow();
    }

    @Override
    public ModelFacts facts() {
        int hopMs = spec.hopFrames() * EmotionFrontEnd.FRAME_MS;
        return new ModelFacts(
                family,
                file.startsWith("resource ") ? List.of() : List.of(Path.of(file)),
                sampleRateHz,
                EmotionFrontEnd.FRAME_MS,
                hopMs,
                SpeechGate.DELAY_FRAMES * EmotionFrontEnd.FRAME_MS,
                plan.residentWeightBytes(),
                plan.plan().streamBytes());
    }

    @Override
    public long fingerprint() {
        return file.equals("resource " + EmotionFamilies.EMBEDDED)
                ? ModelFingerprint.ofResource(EmotionFamilies.EMBEDDED)
                : ModelFingerprint.ofFiles(facts().files());
    }

    @Override
    public EngineReport engine() {
        return EngineReport.of(choice);
    }

    @Override
    public EmotionPipeline newPipeline(EmotionSettings settings, EmotionListener listener) {
        return new OnnxEmotionPipeline(this, settings, listener);
    }

    @Override
    public void close() {
        plan.close();
        choice.engine().close();
    }
}
