package org.ossicle.benchmarks.work;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.plan.Plan;

/**
 * One run of a model for a single stream.
 *
 * @param name what tables call it
 * @param file the model's place below the folder of models
 * @param audioMs milliseconds of sound that a run is for, 0 if it is for no certain length
 * @param binding sizes, constant inputs and states
 * @param tolerance the largest difference allowed between two engines after one run from equal
 *     states, as a part of the largest magnitude of the tensor
 */
public record ModelWork(
        String name,
        String file,
        int audioMs,
        Function<Graph, Bindings> binding,
        double tolerance) {
    /** Float models differ by the order of their sums only. */
    private static final double FLOAT_TOLERANCE = 1e-3;

    /** Dynamic int8 models may round a value to the neighbouring integer. */
    private static final double INT8_TOLERANCE = 6e-2;

    public static final ModelWork ZIPFORMER2 =
            new ModelWork(
                    "zipformer2-en-3.3M int8 encoder, 320 ms",
                    "zipformer2-en-3.3M/encoder.int8.onnx",
                    320,
                    graph -> carried(graph, Bindings.NONE),
                    INT8_TOLERANCE);

    public static final ModelWork ZIPFORMER2_DECODER =
            stateless("zipformer2-en-3.3M/decoder", FLOAT_TOLERANCE);
    public static final ModelWork ZIPFORMER2_JOINER =
            stateless("zipformer2-en-3.3M/joiner.int8", INT8_TOLERANCE);

    public static final ModelWork CONFORMER_D256_C16 = synthetic("conformer-d256-c16", 640);

    public static final ModelWork SILERO_VAD =
            new ModelWork(
                    "silero-vad, 32 ms",
                    "silero-vad/silero_vad.onnx",
                    32,
                    graph -> silero(),
                    FLOAT_TOLERANCE);

    public static final ModelWork FSMN_VAD =
            new ModelWork(
                    "fsmn-vad, 300 ms",
                    "fsmn-vad/fsmnvad-online.onnx",
                    300,
                    graph -> carried(graph, Bindings.NONE.dim("feats_length", 30)),
                    FLOAT_TOLERANCE);

    public static final ModelWork RNNT_DECODER =
            stateless("synthetic/rnnt-decoder", FLOAT_TOLERANCE);
    public static final ModelWork RNNT_JOINER =
            stateless("synthetic/rnnt-joiner.int8", INT8_TOLERANCE);

    /** The joiner as a search runs it: so many frames at once, and their scores ranked. */
    public static ModelWork rankingJoiner(int frames) {
        return rankingJoiner(RNNT_JOINER, frames);
    }

    /** As {@link #rankingJoiner(int)}, of another transducer. */
    public static ModelWork rankingJoiner(ModelWork joiner, int frames) {
        String file = joiner.file;
        return new ModelWork(file, file, 0, graph -> Bindings.NONE.scoring(frames), INT8_TOLERANCE);
    }

    /** The published joiner as ONNX Runtime runs several contexts: as a batch. */
    static ModelWork batchedJoiner(int contexts) {
        return zipformer2Joiner(Bindings.NONE.otherDims(contexts));
    }

    /** The published joiner as a beam search runs it: one frame against so many contexts. */
    public static ModelWork beamJoiner(int contexts) {
        return zipformer2Joiner(Bindings.NONE.scoring(contexts, 1));
    }

    private static ModelWork zipformer2Joiner(Bindings bindings) {
        String file = ZIPFORMER2_JOINER.file;
        return new ModelWork(file, file, 0, graph -> bindings, INT8_TOLERANCE);
    }

    /** A model as it is run: its plan for one stream, and what that was bound to. */
    public record Bound(Path file, Plan plan, Bindings bindings) {}

    /** Encoders and detectors, in the order of the table. */
    public static List<ModelWork> streaming() {
        return List.of(
                ZIPFORMER2,
                CONFORMER_D256_C16,
                synthetic("conformer-d256-c16.int8", 640),
                synthetic("conformer-d256-c4.int8", 160),
                synthetic("conformer-d512-c16.int8", 640),
                synthetic("lstm2-d512-t16", 0),
                SILERO_VAD,
                FSMN_VAD);
    }

    /** The encoder or detector in that file. */
    public static ModelWork streaming(String file) {
        for (ModelWork work : streaming()) {
            if (work.file.equals(file)) {
                return work;
            }
        }
        throw new IllegalArgumentException(
                file + " is none of " + streaming().stream().map(ModelWork::file).toList());
    }

    private static ModelWork synthetic(String stem, int audioMs) {
        boolean int8 = stem.endsWith(".int8");
        return new ModelWork(
                int8 ? stem.replace(".int8", " int8") : stem + " float",
                "synthetic/" + stem + ".onnx",
                audioMs,
                graph -> carried(graph, Bindings.NONE),
                int8 ? INT8_TOLERANCE : FLOAT_TOLERANCE);
    }

    /** A float model without states that has a file of its own. */
    public static ModelWork stateless(String file) {
        return new ModelWork(file, file, 0, graph -> Bindings.NONE, FLOAT_TOLERANCE);
    }

    private static ModelWork stateless(String stem, double tolerance) {
        return new ModelWork(stem, stem + ".onnx", 0, graph -> Bindings.NONE, tolerance);
    }

    private static Bindings silero() {
        return Bindings.NONE
                .shape("input", 1L, 576L)
                .shape("state", 2L, 1L, 128L)
                .constant("sr", Tensor.ofLongs(new long[0], 16_000))
                .state("state", "stateN");
    }

    /** The inputs after the first are states, written by the outputs after the first in order. */
    private static Bindings carried(Graph graph, Bindings sizes) {
        Bindings bindings = sizes;
        for (int i = 1; i < graph.inputs().size(); i++) {
            bindings = bindings.state(graph.inputs().get(i).name(), graph.outputs().get(i).name());
        }
        return bindings;
    }

    /** Reads and plans the model. */
    public Bound bind(Path modelFile) {
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(modelFile));
        Bindings bindings = binding.apply(graph);
        PlanTemplate template = new PlanTemplate(modelFile.toString(), graph);
        return new Bound(modelFile, template.bind(bindings), bindings);
    }
}
