package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;

/**
 * One operator test case of ONNX: a small model with sets of inputs and the outputs they must give.
 *
 * @param folder the folder of the case
 */
public record NodeVector(Path folder) {
    public String name() {
        return folder.getFileName().toString();
    }

    public OnnxModel model() {
        return OnnxReader.read(folder.resolve("model.onnx"));
    }

    /** Whether the importer takes the model and its inputs and outputs are tensors. */
    public boolean isImported() {
        return run((graph, inputs) -> {
                            throw new TookCaseException();
                        })
                        .failure()
                instanceof TookCaseException;
    }

    /** The importer took a case, and the case's inputs are tensors. */
    private static final class TookCaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What came of holding an executor to this case. */
    public Outcome run(NodeVectorExecutor executor) {
        try {
            check(executor);
            return new Outcome(this, null, null);
        } catch (TestAbortedException e) {
            return new Outcome(this, e.getMessage(), null);
        } catch (RuntimeException | AssertionError e) {
            return new Outcome(this, null, e);
        }
    }

    /**
     * What came of a case.
     *
     * @param skipped why the case was left out: it needs operators or values that the library does
     *     not have, which are named; null if it ran
     * @param failure why it failed, or null
     */
    public record Outcome(NodeVector vector, String skipped, Throwable failure) {
        public boolean passed() {
            return skipped == null && failure == null;
        }

        /** Fails or aborts the present test as this case did. */
        public void report() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            assumeTrue(skipped == null, skipped);
        }
    }

    private void check(NodeVectorExecutor executor) {
        OnnxModel model = model();
        Stream.concat(model.header().inputs().stream(), model.header().outputs().stream())
                .filter(value -> value.obstacle() != null)
                .forEach(value -> abort(value.name() + " is " + value.obstacle()));
        Graph graph = importGraph(model);
        for (Path dataSet : dataSets()) {
            List<Tensor> inputs = tensors(dataSet, "input_", graph.inputs().size());
            List<Tensor> expected = tensors(dataSet, "output_", graph.outputs().size());
            List<Tensor> found = executor.run(graph, inputs);
            assertEquals(expected.size(), found.size(), "number of outputs");
            for (int i = 0; i < expected.size(); i++) {
                String where = dataSet.getFileName() + ", " + graph.outputs().get(i).name();
                closeness(model).check(where, expected.get(i), found.get(i));
            }
        }
    }

    private static Closeness closeness(OnnxModel model) {
        boolean spectral =
                model.graph().nodes().stream()
                        .anyMatch(
                                node ->
                                        node.opType().equals("DFT")
                                                || node.opType().equals("STFT"));
        return spectral ? Closeness.OF_SPECTRA : Closeness.OF_ONNX;
    }

    private static Graph importGraph(OnnxModel model) {
        try {
            return OnnxImporter.importGraph(model);
        } catch (UnsupportedOperatorException e) {
            return abort("not supported: " + String.join(", ", new TreeSet<>(e.operators())));
        }
    }

    private List<Path> dataSets() {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> sets = entries.filter(Files::isDirectory).sorted().toList();
            if (sets.isEmpty()) {
                throw new IllegalStateException(folder + " has no data");
            }
            return sets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Tensor> tensors(Path dataSet, String prefix, int count) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            OnnxTensor tensor = TensorFile.read(dataSet.resolve(prefix + i + ".pb"));
            if (tensor.data() == null) {
                abort(prefix + i + " has " + tensor.obstacle());
            }
            tensors.add(tensor.data().load());
        }
        return tensors;
    }
}
