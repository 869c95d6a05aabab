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
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.plan.Plan;

/** An emotion model of one compiled plan that scores windows of a fixed length. */
final class OnnxEmotionModel implements EmotionModel {
    private final String family;
    private final String file;
    private final EmotionSpec spec;
    private final EmotionFrontEnd frontEnd;
    private final int sampleRateHz;
    private final EngineLookup.Choice choice;
    private final CompiledPlan plan;
    private final long weightBytes;
    private final EmotionPlanOutputs outputs;

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
        this.outputs = EmotionPlanOutputs.of(model.header(), planned, spec);
        this.choice = EngineLookup.open();
        boolean complete = false;
        try {
            this.plan = choice.engine().compile(planned, wanted.compileOptions());
            this.weightBytes = plan.residentWeightBytes();
            complete = true;
        } finally {
            if (!complete) {
                choice.engine().close();
            }
        }
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

    EmotionPlanOutputs outputs() {
        return outputs;
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
                weightBytes,
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
