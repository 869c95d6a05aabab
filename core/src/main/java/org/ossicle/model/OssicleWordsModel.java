package org.ossicle.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.decode.TokenTable;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.EngineLookup;
import org.ossicle.engine.PlanState;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.plan.Plan;

/** A recognizer of whole words: one compiled plan, the words and the rules of their search. */
final class OssicleWordsModel implements RecognizerModel {
    /** The size of dimensions that are left open, if there are any: one stream. */
    private static final int ONE_STREAM = 1;

    private final List<Path> files;
    private final long fingerprint;
    private final OssicleWordsSettings settings;
    private final TokenTable tokens;
    private final EngineLookup.Choice choice;
    private final CompiledPlan compiled;
    private final long weightBytes;

    /**
     * Checks and compiles a model.
     *
     * @param files what it was read from; none for one inside a jar
     * @param fingerprint of the file
     */
    OssicleWordsModel(OnnxModel model, List<Path> files, long fingerprint, LoadSettings wanted) {
        this.files = files;
        this.fingerprint = fingerprint;
        this.settings = OssicleWordsSettings.of(model.header());
        this.tokens = settings.tokens(model.header().file());
        Bindings bindings =
                new Bindings(Map.of(), Map.of(), Map.of(), settings.states(), ONE_STREAM);
        Plan plan =
                new PlanTemplate(model.header().file(), OnnxImporter.importGraph(model))
                        .bind(bindings);
        this.choice = EngineLookup.open();
        CompiledPlan made = null;
        try {
            made = choice.engine().compile(plan, wanted.compileOptions());
        } finally {
            if (made == null) {
                choice.engine().close();
            }
        }
        this.compiled = made;
        this.weightBytes = made.residentWeightBytes();
    }

    OssicleWordsSettings settings() {
        return settings;
    }

    Plan plan() {
        return compiled.plan();
    }

    PlanState newState() {
        return compiled.newState();
    }

    @Override
    public ModelFacts facts() {
        return new ModelFacts(
                OssicleWordsFamily.NAME,
                files,
                settings.fbank().sampleRateHz(),
                settings.frameMs(),
                settings.chunkMs(),
                0,
                weightBytes,
                compiled.plan().streamBytes());
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public EngineReport engine() {
        return EngineReport.of(choice);
    }

    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public List<String> words() {
        return settings.spokenWords();
    }

    @Override
    public RecognizerPipeline newPipeline(SearchSettings wanted) {
        if (wanted.paths() > 0) {
            throw new IllegalArgumentException(
                    "a beam of "
                            + wanted.paths()
                            + " for a model of whole words, which takes none");
        }
        return new OssicleWordsPipeline(this, wanted);
    }

    @Override
    public void close() {
        compiled.close();
        choice.engine().close();
    }
}
