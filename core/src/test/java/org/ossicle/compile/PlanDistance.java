package org.ossicle.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanRunner;
import org.ossicle.graph.Graph;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.StateBinding;

/**
 * How far a model's plan, which all passes have changed and an engine runs, is from the model's
 * graph as imported, which the interpreter computes node by node. Both get the same random inputs.
 */
public final class PlanDistance {
    private final Graph graph;
    private final List<StateBinding> states;
    private final Map<String, Tensor> given = new LinkedHashMap<>();
    private final Plan plan;

    private PlanDistance(ModelCase model) {
        graph = OnnxImporter.importGraph(OnnxReader.read(model.file()));
        Bindings bindings = model.bindings(graph);
        states = bindings.states();
        bindings.constants().forEach((name, value) -> given.put(name, value.load()));
        plan = new PlanTemplate(model.toString(), graph).bind(bindings);
    }

    /**
     * The distance after each of several chunks: the largest difference within an output or a new
     * state over the largest magnitude in it, of the output or state where that is largest. Each
     * side carries its own states; of a quantized model, where one border case would run through
     * all later chunks, both start each chunk from the states of the graph.
     */
    public static double[] measure(ModelCase model, Engine engine, int chunks) {
        PlanDistance distance = new PlanDistance(model);
        try (PlanRunner runner = new PlanRunner(distance.plan, engine)) {
            return distance.measure(runner, chunks, model.isQuantized());
        }
    }

    private double[] measure(PlanRunner runner, int chunks, boolean equalStates) {
        Random random = new Random(11);
        for (int i = 0; i < states.size(); i++) {
            given.put(states.get(i).input(), runner.readState(i));
        }
        double[] distances = new double[chunks];
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int i = 0; equalStates && i < states.size(); i++) {
                runner.state().writeState(i, given.get(states.get(i).input()).data());
            }
            Map<String, Tensor> found = runPlan(runner, random);
            Map<String, Tensor> wanted = runGraph();
            distances[chunk] = largest(wanted, found);
            for (StateBinding state : states) {
                given.put(state.input(), wanted.get(state.output()));
            }
        }
        return distances;
    }

    /** Outputs and new states by the names that the model has for them. */
    private Map<String, Tensor> runPlan(PlanRunner runner, Random random) {
        List<Tensor> inputs = new ArrayList<>();
        for (int id : plan.inputs()) {
            PlanTensor tensor = plan.tensor(id);
            Tensor value = RandomTensors.of(TensorType.of(tensor.dtype(), tensor.dims()), random);
            inputs.add(value);
            given.put(tensor.name(), value);
        }
        List<Tensor> outputs = runner.run(inputs);
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            found.put(plan.tensor(plan.outputs().get(i)).name(), outputs.get(i));
        }
        for (int i = 0; i < states.size(); i++) {
            found.put(states.get(i).output(), runner.readState(i));
        }
        return found;
    }

    private Map<String, Tensor> runGraph() {
        List<Tensor> inputs = new ArrayList<>();
        for (Value input : graph.inputs()) {
            inputs.add(given.get(input.name()));
        }
        List<Tensor> outputs = Interpreter.run(graph, inputs);
        Map<String, Tensor> wanted = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            wanted.put(graph.outputs().get(i).name(), outputs.get(i));
        }
        return wanted;
    }

    private static double largest(Map<String, Tensor> wanted, Map<String, Tensor> found) {
        double largest = 0;
        for (Map.Entry<String, Tensor> tensor : found.entrySet()) {
            Tensor right = wanted.get(tensor.getKey());
            largest = Math.max(largest, difference(right, tensor.getValue()));
        }
        return largest;
    }

    private static double difference(Tensor wanted, Tensor found) {
        if (!wanted.type().equals(found.type())) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double magnitude = Double.MIN_NORMAL;
        for (int i = 0; i < wanted.elements(); i++) {
            double right = wanted.getDouble(i);
            double off = Math.abs(right - found.getDouble(i));
            difference = Math.max(difference, Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
            magnitude = Math.max(magnitude, Math.abs(right));
        }
        return difference / magnitude;
    }
}
