package org.ossicle.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;

/** Runs a plan through an engine with tensors in and tensors out. */
public final class PlanRunner implements AutoCloseable {
    private final Plan plan;
    private final CompiledPlan compiled;
    private final PlanState state;

    public PlanRunner(Plan plan) {
        this(plan, new InterpreterProvider().open());
    }

    public PlanRunner(Plan plan, Engine engine) {
        this.plan = plan;
        this.compiled = engine.compile(plan, CompileOptions.DEFAULT);
        this.state = compiled.newState();
    }

    public PlanState state() {
        return state;
    }

    public List<Tensor> run(List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            state.input(i).clear().put(inputs.get(i).data());
        }
        state.run();
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < plan.outputs().size(); i++) {
            PlanTensor tensor = plan.tensor(plan.outputs().get(i));
            outputs.add(copy(tensor, state.output(i).clear()));
        }
        return outputs;
    }

    /** What the next run will read as state {@code i}. */
    public Tensor readState(int i) {
        PlanTensor tensor = plan.tensor(plan.states().get(i).inputTensor());
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.byteSize());
        state.readState(i, bytes);
        return new Tensor(tensor.dtype(), tensor.dims(), bytes.flip());
    }

    private static Tensor copy(PlanTensor tensor, ByteBuffer source) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.byteSize());
        return new Tensor(tensor.dtype(), tensor.dims(), bytes.put(source).flip());
    }

    @Override
    public void close() {
        state.close();
        compiled.close();
    }
}
