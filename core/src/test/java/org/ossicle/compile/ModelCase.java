package org.ossicle.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;

/**
 * A real model, what it is bound to and how close a plan of it has to come.
 *
 * @param tolerance the root mean square of the differences allowed, as a part of that of the
 *     values; a dynamic int8 model may round a value to the neighbouring integer, and ONNX Runtime
 *     with and without its own rewrites differs as much
 * @param steps how many steps the plan has
 */
public record ModelCase(
        String name, Path file, Function<Graph, Bindings> binding, double tolerance, int steps) {
    private static final String SHARED = System.getProperty("ossicle.shared", "missing");

    public static List<ModelCase> all() {
        List<ModelCase> all = new ArrayList<>();
        all.add(model("zipformer2-en-3.3M/encoder.int8", states(38), 5e-2, 555));
        all.add(model("zipformer2-en-3.3M/decoder", graph -> Bindings.NONE, 1e-5, 8));
        all.add(model("zipformer2-en-3.3M/joiner.int8", graph -> Bindings.NONE, 1e-5, 4));
        all.add(model("silero-vad/silero_vad", ModelCase::silero, 1e-4, 14));
        all.add(model("fsmn-vad/fsmnvad-online", ModelCase::fsmn, 1e-5, 16));
        all.add(model("dtln/model_1", states(1), 1e-5, 11));
        all.add(model("dtln/model_2", states(1), 1e-5, 30));
        all.add(
                model(
                        "spelling-cnn/spelling_cnn_letters_digits_mel",
                        graph -> Bindings.NONE,
                        1e-5,
                        82));
        all.add(synthetic("conformer-d256-c16.int8", states(3), 4e-2, 499));
        all.add(synthetic("conformer-d256-c16", states(3), 1e-5, 413));
        all.add(synthetic("conformer-d256-c4.int8", states(3), 4e-2, 499));
        all.add(synthetic("conformer-d512-c16.int8", states(3), 4e-2, 499));
        all.add(synthetic("lstm2-d512-t16", states(2), 1e-5, 2));
        all.add(synthetic("rnnt-decoder", graph -> Bindings.NONE, 1e-5, 3));
        all.add(synthetic("rnnt-joiner", graph -> Bindings.NONE, 1e-5, 3));
        all.add(synthetic("rnnt-joiner.int8", graph -> Bindings.NONE, 1e-5, 4));
        return all;
    }

    private static ModelCase model(
            String name, Function<Graph, Bindings> binding, double tolerance, int steps) {
        Path file = Path.of(SHARED, "models", name + ".onnx");
        return new ModelCase(name, file, binding, tolerance, steps);
    }

    private static ModelCase synthetic(
            String name, Function<Graph, Bindings> binding, double tolerance, int steps) {
        Path file = SyntheticModels.folder().resolve(name + ".onnx");
        return new ModelCase("synthetic " + name, file, binding, tolerance, steps);
    }

    public Bindings bindings(Graph graph) {
        return binding.apply(graph);
    }

    /** Whether the model rounds activations to 8 bits, at borders where small differences grow. */
    public boolean isQuantized() {
        return name.endsWith(".int8");
    }

    /** The inputs after the first are states, written by the outputs after the first in order. */
    private static Function<Graph, Bindings> states(int count) {
        return graph -> states(graph, Bindings.NONE, count);
    }

    private static Bindings states(Graph graph, Bindings bindings, int count) {
        Bindings bound = bindings;
        for (int i = 1; i <= count; i++) {
            bound = bound.state(graph.inputs().get(i).name(), graph.outputs().get(i).name());
        }
        return bound;
    }

    private static Bindings silero(Graph graph) {
        return Bindings.NONE
                .shape("input", 1L, 576L)
                .shape("state", 2L, 1L, 128L)
                .constant("sr", Tensor.ofLongs(new long[0], 16000))
                .state("state", "stateN");
    }

    private static Bindings fsmn(Graph graph) {
        return states(graph, Bindings.NONE.dim("feats_length", 10), 4);
    }

    @Override
    public String toString() {
        return name;
    }
}
