package org.ossicle.onnx;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ossicle.engine.lowering.PlanLowering;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.If;

/** All operator test cases through the interpreter, run once per JVM, with what was seen there. */
final class NodeVectorRun {
    private static NodeVectorRun run;

    private final List<NodeVector.Outcome> outcomes;
    private final Map<String, Set<DType>> types = new TreeMap<>();
    private final Set<String> lowered = new TreeSet<>();

    private NodeVectorRun(Path folder) {
        outcomes =
                NodeVectorArchive.cases(folder).stream()
                        .map(path -> new NodeVector(path).run(this::interpret))
                        .toList();
        for (NodeVector.Outcome outcome : outcomes) {
            if (outcome.passed() && outcome.vector().run(NodeVectorRun::lower).passed()) {
                lowered.add(outcome.vector().name());
            }
        }
    }

    /** The run; aborts the present test where there are no cases. */
    static synchronized NodeVectorRun get() {
        if (run == null) {
            Path folder = NodeVectorArchive.find();
            assumeTrue(
                    folder != null,
                    "no operator test cases: set -Dossicle.vectors to their folder or .tar.gz");
            run = new NodeVectorRun(folder);
        }
        return run;
    }

    List<NodeVector.Outcome> outcomes() {
        return outcomes;
    }

    /** The element types that operators met as first input, by the operator's name. */
    Map<String, Set<DType>> types() {
        return types;
    }

    /** The names of the cases that passed and that native code has instructions for. */
    Set<String> lowered() {
        return lowered;
    }

    /** Lowers a graph to a native program; the results, which take no native code, are beside. */
    private static List<Tensor> lower(Graph graph, List<Tensor> inputs) {
        try {
            PlanLowering.lower(NodeVectorEngineExecutor.plan(graph, inputs));
        } catch (UnsupportedOperatorException e) {
            abort("no instructions for " + e.operators());
        }
        return Interpreter.run(graph, inputs);
    }

    private List<Tensor> interpret(Graph graph, List<Tensor> inputs) {
        List<Tensor> results = Interpreter.run(graph, inputs);
        boolean plain = graph.nodes().stream().noneMatch(node -> node.op() instanceof If);
        if (plain) {
            noteTypes(graph, inputs);
        }
        return results;
    }

    /** Makes every value an output, so that its type can be read off. */
    private void noteTypes(Graph graph, List<Tensor> inputs) {
        List<Value> firsts =
                graph.nodes().stream()
                        .filter(node -> node.input(0) != null)
                        .map(node -> node.input(0))
                        .toList();
        Graph probe = new Graph(graph.name(), graph.inputs(), graph.nodes(), firsts);
        List<Tensor> values = Interpreter.run(probe, inputs);
        int next = 0;
        for (Node node : graph.nodes()) {
            if (node.input(0) != null) {
                types.computeIfAbsent(node.op().name(), name -> new TreeSet<>())
                        .add(values.get(next++).dtype());
            }
        }
    }
}
