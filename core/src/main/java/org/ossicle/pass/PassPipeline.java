package org.ossicle.pass;

import java.util.List;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphChecker;

/**
 * Passes in the order they run, with a check of the graph after the last, and after each where Java
 * assertions are enabled, as they are in tests. Immutable.
 *
 * <p>To find the pass that breaks a model, run the pipeline {@link #stoppingAt} fewer and fewer
 * passes.
 */
public final class PassPipeline {
    private final List<Pass> passes;

    public PassPipeline(List<Pass> passes) {
        this.passes = List.copyOf(passes);
    }

    /** Told after each pass what the graph has become. */
    @FunctionalInterface
    public interface Observer {
        void after(Pass pass, Graph graph);
    }

    public List<Pass> passes() {
        return passes;
    }

    /** The first {@code count} passes only. */
    public PassPipeline stoppingAt(int count) {
        return new PassPipeline(passes.subList(0, Math.min(count, passes.size())));
    }

    public void run(Graph graph) {
        run(graph, (pass, result) -> {});
    }

    /**
     * @throws InvalidGraphException if the graph is unsound in the end; with assertions enabled it
     *     names the pass after which it was so first
     */
    public void run(Graph graph, Observer observer) {
        for (int i = 0; i < passes.size(); i++) {
            Pass pass = passes.get(i);
            pass.run(graph);
            assert isChecked(graph, pass, i);
            observer.after(pass, graph);
        }
        if (!passes.isEmpty()) {
            check(graph, passes.get(passes.size() - 1), passes.size() - 1);
        }
    }

    private static boolean isChecked(Graph graph, Pass pass, int index) {
        check(graph, pass, index);
        return true;
    }

    private static void check(Graph graph, Pass pass, int index) {
        try {
            GraphChecker.check(graph);
        } catch (InvalidGraphException e) {
            throw new InvalidGraphException(
                    "after pass " + (index + 1) + " " + pass.name() + ": " + e.where(),
                    e.expected(),
                    e.found(),
                    "this is a fault of the pass; please report it with the model",
                    e);
        }
    }
}
