package org.ossicle.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.compile.Bindings;
import org.ossicle.decode.TokenTable;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.EngineLookup;
import org.ossicle.engine.EngineOpening;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ModelFormatException;
import org.ossicle.features.FbankConfig;
import org.ossicle.graph.DType;
import org.ossicle.graph.Shape;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.StateBinding;

/** A streaming transducer of icefall: three compiled plans, tokens and the front end they need. */
final class IcefallTransducerModel implements RecognizerModel {
    /** The blank of every icefall transducer. */
    static final int BLANK_ID = 0;

    private static final int MS_PER_FRAME = 10;
    private static final int LARGEST_CONTEXT = 16;

    /** The size of the batch dimension, the only one that icefall leaves open. */
    private static final int ONE_STREAM = 1;

    /**
     * Frames that the joiner scores at once. Reading its weights takes as long as multiplying them
     * with three or four rows, and fewer frames than that seldom lie between two tokens.
     */
    private static final int FRAMES_AT_ONCE = 4;

    private final TransducerFiles files;
    private final Zipformer2Settings settings;
    private final FbankConfig fbankConfig;
    private final TokenTable tokens;
    private final int contextSize;
    private final EngineLookup.Choice choice;
    private final PlanCompiler compiler;
    private final List<CompiledPlan> plans = new ArrayList<>();

    /** Joiners of beams by the number of paths; guarded by itself. */
    private final Map<Integer, CompiledPlan> beamJoiners = new HashMap<>();

    /** Of all plans so far; written under the lock of {@link #beamJoiners}. */
    private volatile long weightBytes;

    /**
     * Reads, checks and compiles the files.
     *
     * @throws org.ossicle.error.OssicleException if one is damaged or does not fit the others;
     *     nothing stays open then
     */
    IcefallTransducerModel(TransducerFiles files, LoadSettings wanted) {
        this.files = files;
        int vocabularySize;
        try (EngineOpening opening = EngineOpening.start()) {
            this.settings = Zipformer2Settings.of(files.encoder().header());
            ModelMetadata metadata = new ModelMetadata(files.decoder().header(), "decoder");
            this.contextSize = metadata.integer("context_size", 1);
            if (contextSize > LARGEST_CONTEXT) {
                throw metadata.invalid("context_size", "at most " + LARGEST_CONTEXT);
            }
            vocabularySize = metadata.integer("vocab_size", 2);
            this.tokens = TokenTable.read(files.tokens());
            this.fbankConfig = FbankConfig.kaldiPovey().toBuilder().bins(settings.bins()).build();
            this.choice = opening.get();
        }
        this.compiler = new PlanCompiler(choice.engine(), wanted);
        boolean complete = false;
        try {
            CompileJobs jobs = new CompileJobs(compiler);
            jobs.add(files.encoder().path(), bindings(settings.states()));
            jobs.add(files.decoder().path(), bindings(List.of()));
            int rows = Math.min(FRAMES_AT_ONCE, outputFrames());
            jobs.add(files.joiner().path(), bindings(List.of()).scoring(rows));
            plans.addAll(jobs.run());
            weightBytes = plans.stream().mapToLong(CompiledPlan::residentWeightBytes).sum();
            checkSizes(vocabularySize);
            tokens.requireCovers(vocabularySize);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private static Bindings bindings(List<StateBinding> states) {
        return new Bindings(Map.of(), Map.of(), Map.of(), states, ONE_STREAM);
    }

    /** Frames that the encoder gives per chunk. */
    int outputFrames() {
        return settings.schedule().shiftFrames() / Zipformer2Settings.SUBSAMPLING;
    }

    private void checkSizes(int vocabularySize) {
        Plan encoder = plans.get(0).plan();
        Plan decoder = plans.get(1).plan();
        Plan joiner = plans.get(2).plan();
        PlanTensor frames = encoder.tensor(encoder.outputs().get(0));
        long dim = lastDim(frames);
        require(files.encoder().path(), frames, DType.FLOAT32, 1, outputFrames(), dim);
        PlanTensor context = decoder.tensor(decoder.inputs().get(0));
        DType tokenType = context.dtype() == DType.INT32 ? DType.INT32 : DType.INT64;
        require(files.decoder().path(), context, tokenType, 1, contextSize);
        PlanTensor prediction = decoder.tensor(decoder.outputs().get(0));
        long predictionDim = lastDim(prediction);
        require(files.decoder().path(), prediction, DType.FLOAT32, 1, predictionDim);
        PlanTensor fromEncoder = joiner.tensor(joiner.inputs().get(0));
        PlanTensor fromDecoder = joiner.tensor(joiner.inputs().get(1));
        long rows = fromEncoder.rank() == 0 ? 1 : fromEncoder.dims()[0];
        require(files.joiner().path(), fromEncoder, DType.FLOAT32, rows, dim);
        require(files.joiner().path(), fromDecoder, DType.FLOAT32, 1, predictionDim);
        PlanTensor scores = joiner.tensor(joiner.outputs().get(0));
        require(files.joiner().path(), scores, DType.FLOAT32, rows, vocabularySize);
    }

    private static long lastDim(PlanTensor tensor) {
        return tensor.rank() == 0 ? 1 : tensor.dims()[tensor.rank() - 1];
    }

    private static void require(Object file, PlanTensor tensor, DType dtype, long... dims) {
        if (tensor.dtype() != dtype || !Arrays.equals(tensor.dims(), dims)) {
            throw new ModelFormatException(
                    file + ", " + tensor.name(),
                    dtype + " " + Shape.of(dims) + " to fit the other files",
                    tensor.toString(),
                    "take the files of one published model");
        }
    }

    Zipformer2Settings settings() {
        return settings;
    }

    FbankConfig fbankConfig() {
        return fbankConfig;
    }

    int contextSize() {
        return contextSize;
    }

    /** The type of the decoder's input, {@code INT32} or {@code INT64}. */
    DType tokenType() {
        Plan decoder = plans.get(1).plan();
        return decoder.tensor(decoder.inputs().get(0)).dtype();
    }

    Plan encoderPlan() {
        return plans.get(0).plan();
    }

    PlanState newEncoder() {
        return plans.get(0).newState();
    }

    PlanState newDecoder() {
        return plans.get(1).newState();
    }

    PlanState newJoiner() {
        return plans.get(2).newState();
    }

    /** A joiner that scores one frame against so many contexts; compiled for the first stream. */
    PlanState newBeamJoiner(int paths) {
        synchronized (beamJoiners) {
            CompiledPlan joiner = beamJoiners.get(paths);
            if (joiner == null) {
                Bindings bindings = bindings(List.of()).scoring(paths, 1);
                joiner = compiler.compile(files.joiner().path(), bindings);
                beamJoiners.put(paths, joiner);
                weightBytes += joiner.residentWeightBytes();
            }
            return joiner.newState();
        }
    }

    @Override
    public ModelFacts facts() {
        long streamBytes = 0;
        for (CompiledPlan plan : plans) {
            streamBytes += plan.plan().streamBytes();
        }
        return new ModelFacts(
                IcefallTransducerFamily.NAME,
                List.of(
                        files.encoder().path(),
                        files.decoder().path(),
                        files.joiner().path(),
                        files.tokens()),
                fbankConfig.sampleRateHz(),
                MS_PER_FRAME * Zipformer2Settings.SUBSAMPLING,
                MS_PER_FRAME * settings.schedule().shiftFrames(),
                MS_PER_FRAME * settings.schedule().lookAheadFrames(),
                weightBytes,
                streamBytes);
    }

    @Override
    public EngineReport engine() {
        return new EngineReport(choice.engine().name(), choice.reason(), choice.engine().facts());
    }

    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public RecognizerPipeline newPipeline(SearchSettings wanted) {
        return new IcefallTransducerPipeline(this, wanted);
    }

    @Override
    public void close() {
        for (CompiledPlan plan : plans) {
            plan.close();
        }
        synchronized (beamJoiners) {
            beamJoiners.values().forEach(CompiledPlan::close);
        }
        choice.engine().close();
    }
}
