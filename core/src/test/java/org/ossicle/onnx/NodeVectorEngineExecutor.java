package org.ossicle.onnx;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;

/**
 * Computes graphs with an engine: the passes, the plan and the engine's own compilation. Inputs
 * that define shapes are bound as constants; a case that has no others is no test of an engine.
 */
public final class NodeVectorEngineExecutor implements NodeVectorExecutor {
    private final Engine engine;

    public NodeVectorEngineExecutor(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<Tensor> run(Graph graph, List<Tensor> inputs) {
        try {
            return run(plan(graph, inputs), graph, inputs);
        } catch (UnsupportedOperatorException e) {
            return abort("not supported by " + engine.name() + ": " + e.operators());
        }
    }

    /** The plan of a case; aborts the present test where all inputs define shapes. */
    static Plan plan(Graph graph, List<Tensor> inputs) {
        List<Value> constants = NodeVectorShapeInputs.of(graph);
        if (!inputs.isEmpty() && constants.size() == inputs.size()) {
            abort("every input defines a shape");
        }
        Bindings bindings = Bindings.NONE;
        for (int i = 0; i < inputs.size(); i++) {
            String name = graph.inputs().get(i).name();
            Long[] sizes =
                    inputs.get(i).type().shape().dims().stream()
                            .map(dim -> dim.size())
                            .toArray(Long[]::new);
            boolean fixed = constants.contains(graph.inputs().get(i));
            bindings = fixed ? bindings.constant(name, inputs.get(i)) : bindings.shape(name, sizes);
        }
        return new PlanTemplate("case", graph).bind(bindings);
    }

    private List<Tensor> run(Plan plan, Graph graph, List<Tensor> inputs) {
        try (CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT);
                PlanState state = compiled.newState()) {
            for (int i = 0; i < inputs.size(); i++) {
                int index = plan.inputIndex(graph.inputs().get(i).name());
                if (index >= 0) {
                    state.input(index).put(inputs.get(i).data());
                }
            }
            state.run();
            List<Tensor> results = new ArrayList<>();
            for (int i = 0; i < plan.outputs().size(); i++) {
                PlanTensor type = plan.tensor(plan.outputs().get(i));
                ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(type.byteSize()));
                bytes.put(state.output(i).duplicate().clear().limit(bytes.capacity())).flip();
                results.add(
                        new Tensor(
                                type.dtype(), type.dims(), bytes.order(ByteOrder.LITTLE_ENDIAN)));
            }
            return results;
        }
    }
}
