package org.ossicle.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.engine.PlanRunner;
import org.ossicle.graph.Graph;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorAssert;
import org.ossicle.graph.TensorType;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanPrinter;
import org.ossicle.plan.PlanTensor;

/** Real models, compiled and interpreted, give what ONNX Runtime gives for the same file. */
class RealModelsTest {
    private static final int CHUNKS = 3;

    static List<ModelCase> models() {
        return ModelCase.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void planEqualsOnnxRuntimeChunkByChunk(ModelCase model) {
        Path file = model.file();
        assumeTrue(Files.exists(file), () -> "no " + file + "; set -Dossicle.shared");
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(file));
        Bindings bindings = model.bindings(graph);
        Plan plan = new PlanTemplate(file.toString(), graph).bind(bindings);
        Random random = new Random(7);
        try (PlanRunner runner = new PlanRunner(plan);
                Reference reference = new Reference(file)) {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                Map<String, Tensor> given = new LinkedHashMap<>();
                List<Tensor> inputs = inputs(plan, random, given);
                bindings.constants().forEach((name, value) -> given.put(name, value.load()));
                List<String> outputs = new ArrayList<>();
                for (int id : plan.outputs()) {
                    outputs.add(plan.tensor(id).name());
                }
                for (int i = 0; i < plan.states().size(); i++) {
                    given.put(plan.states().get(i).name(), runner.readState(i));
                    outputs.add(bindings.states().get(i).output());
                }
                List<Tensor> expected = reference.run(given, outputs);
                List<Tensor> found = new ArrayList<>(runner.run(inputs));
                for (int i = 0; i < plan.states().size(); i++) {
                    found.add(runner.readState(i));
                }
                String where = model + ", chunk " + chunk;
                TensorAssert.assertCloseOnAverage(expected, found, model.tolerance(), where);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void planHasNoMoreStepsThanItTakesAndIsTheSameEveryTime(ModelCase model) {
        Path file = model.file();
        assumeTrue(Files.exists(file), () -> "no " + file + "; set -Dossicle.shared");
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(file));
        PlanTemplate template = new PlanTemplate(file.toString(), graph);
        Plan plan = template.bind(model.bindings(graph));
        assertEquals(model.steps(), plan.steps().size());
        Plan again = template.bind(model.bindings(graph));
        assertEquals(PlanPrinter.print(plan), PlanPrinter.print(again));
    }

    private static List<Tensor> inputs(Plan plan, Random random, Map<String, Tensor> given) {
        List<Tensor> inputs = new ArrayList<>();
        for (int id : plan.inputs()) {
            PlanTensor tensor = plan.tensor(id);
            Tensor value = RandomTensors.of(TensorType.of(tensor.dtype(), tensor.dims()), random);
            inputs.add(value);
            given.put(tensor.name(), value);
        }
        return inputs;
    }
}
