package org.ossicle.engine.lowering;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.compile.ModelCase;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.graph.Graph;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.plan.Plan;

class RealProgramsTest {
    static List<ModelCase> models() {
        return ModelCase.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void realModelsBecomeSoundPrograms(ModelCase model) {
        assumeTrue(Files.exists(model.file()), () -> "no " + model.file());
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(model.file()));
        Plan plan = new PlanTemplate(model.name(), graph).bind(model.bindings(graph));
        ProgramText text = new ProgramText(PlanLowering.lower(plan));
        text.check();
        assertTrue(text.instructions.size() >= plan.steps().size(), model::name);
    }
}
