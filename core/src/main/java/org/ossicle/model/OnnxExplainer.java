package org.ossicle.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.OssicleException;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.pass.Pass;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanPrinter;
import org.ossicle.stream.CachePair;
import org.ossicle.stream.CachePairing;

/** Takes one ONNX file as far towards an engine as it goes and reports on the way. One use. */
public final class OnnxExplainer {
    private final Path file;
    private final Map<String, Long> dims;
    private final Map<String, Double> values;
    private final StringBuilder passes = new StringBuilder();
    private List<String> unsupported = List.of();
    private String header = "";
    private String importedGraph = "";
    private String compiledGraph = "";
    private String plan = "";
    private String memory = "";
    private String problem = "";

    private OnnxExplainer(Path file, Map<String, Long> dims, Map<String, Double> values) {
        this.file = file;
        this.dims = dims;
        this.values = values;
    }

    /**
     * Explains a file; what does not work is part of the report.
     *
     * @param file an ONNX model
     * @param dims sizes of symbolic dimensions by name; the others are 1
     * @param values of inputs that never change, by name; each becomes a constant of one element
     * @throws org.ossicle.error.ModelFileException if the file cannot be read
     */
    public static OnnxReport explain(
            Path file, Map<String, Long> dims, Map<String, Double> values) {
        OnnxExplainer explainer = new OnnxExplainer(file, dims, values);
        explainer.run();
        return explainer.report();
    }

    private OnnxReport report() {
        return new OnnxReport(
                header,
                unsupported,
                importedGraph,
                passes.toString(),
                compiledGraph,
                plan,
                memory,
                problem);
    }

    private void run() {
        OnnxModel model = OnnxReader.read(file);
        header = describe(model.header());
        try {
            Graph graph = OnnxImporter.importGraph(model);
            importedGraph = GraphPrinter.print(graph);
            Plan built =
                    new PlanTemplate(file.toString(), graph).bind(bindings(graph), this::afterPass);
            plan = PlanPrinter.print(built);
            memory = memoryOf(built);
            memory += residentBytes(built);
        } catch (UnsupportedOperatorException e) {
            unsupported = e.operators();
            problem = "unsupported operators; " + e.remedy();
        } catch (OssicleException e) {
            problem = e.getMessage();
        }
    }

    private static String describe(OnnxHeader header) {
        StringBuilder text = new StringBuilder();
        text.append("producer: ").append(header.producer()).append('\n');
        text.append("IR version: ").append(header.irVersion()).append('\n');
        header.opsets()
                .forEach(
                        (domain, version) ->
                                text.append("opset: ")
                                        .append(domain.isEmpty() ? "ai.onnx" : domain)
                                        .append(' ')
                                        .append(version)
                                        .append('\n'));
        header.inputs().forEach(input -> text.append("input: ").append(input).append('\n'));
        header.outputs().forEach(output -> text.append("output: ").append(output).append('\n'));
        header.metadata()
                .forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    private Bindings bindings(Graph graph) {
        Bindings bindings = Bindings.NONE;
        for (Map.Entry<String, Long> dim : dims.entrySet()) {
            bindings = bindings.dim(dim.getKey(), dim.getValue());
        }
        for (Map.Entry<String, Double> value : values.entrySet()) {
            bindings = bindings.constant(value.getKey(), constant(graph, value));
        }
        for (CachePair pair : CachePairing.byName(file.toString(), graph)) {
            if (!values.containsKey(pair.input())) {
                bindings = bindings.state(pair.input(), pair.output());
            }
        }
        return bindings;
    }

    private Constant constant(Graph graph, Map.Entry<String, Double> value) {
        for (Value input : graph.inputs()) {
            TensorType type = input.type();
            if (input.name().equals(value.getKey()) && type != null) {
                long[] ones = new long[type.shape().rank()];
                Arrays.fill(ones, 1);
                Tensor tensor = Tensor.zeros(type.dtype(), ones);
                tensor.setDouble(0, value.getValue());
                return tensor;
            }
        }
        throw new ModelFormatException(
                file.toString(),
                "inputs out of " + graph.inputs().stream().map(Value::name).toList(),
                "'" + value.getKey() + "'",
                "give values to inputs that the model has");
    }

    private void afterPass(Pass pass, Graph graph) {
        passes.append(pass.name()).append(": ");
        passes.append(graph.nodes().size()).append(" nodes\n");
        compiledGraph = GraphPrinter.print(graph);
    }

    private static String memoryOf(Plan plan) {
        long weights = plan.weights().stream().mapToLong(Constant::byteSize).sum();
        return "weights: "
                + (weights + " bytes in " + plan.weights().size() + " tensors, for all streams\n")
                + ("states: " + plan.stateBytes() + " bytes in " + plan.states().size())
                + " tensors, per stream\n"
                + ("scratch: " + plan.scratchBytes() + " bytes, per stream\n")
                + ("inputs: " + bytes(plan, plan.inputs()) + " bytes, per stream\n")
                + ("outputs: " + bytes(plan, plan.outputs()) + " bytes, per stream\n");
    }

    private static long bytes(Plan plan, List<Integer> tensors) {
        return tensors.stream().mapToLong(id -> plan.tensor(id).byteSize()).sum();
    }

    private static String residentBytes(Plan plan) {
        EngineLookup.Choice choice = EngineLookup.open();
        try (Engine engine = choice.engine();
                CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT)) {
            return choice.reason()
                    + "; it holds "
                    + compiled.residentWeightBytes()
                    + " bytes of weights, mapped pages excluded\n";
        }
    }
}
