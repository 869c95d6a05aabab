package org.ossicle.parity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.Tensor;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.StatePair;

/** One model compiled by us, driven by tensors with names as ONNX Runtime is. */
final class PlanRun implements AutoCloseable {
    private final Engine engine;
    private final CompiledPlan compiled;
    private final PlanState state;

    PlanRun(Path model, Bindings bindings) {
        engine = EngineLookup.open().engine();
        Plan plan =
                new PlanTemplate(model.toString(), OnnxImporter.importGraph(OnnxReader.read(model)))
                        .bind(bindings);
        compiled = engine.compile(plan, CompileOptions.DEFAULT);
        state = compiled.newState();
    }

    String engineName() {
        return engine.name();
    }

    PlanState state() {
        return state;
    }

    Plan plan() {
        return compiled.plan();
    }

    void input(String name, Tensor value) {
        state.input(plan().inputIndex(name)).put(0, value.data(), 0, (int) value.byteSize());
    }

    void state(int pair, Tensor value) {
        state.writeState(pair, value.data());
    }

    Tensor state(int pair) {
        PlanTensor tensor = plan().tensor(plan().states().get(pair).inputTensor());
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.byteSize());
        state.readState(pair, bytes.order(ByteOrder.LITTLE_ENDIAN));
        return new Tensor(tensor.dtype(), tensor.dims(), bytes.flip());
    }

    /** Makes the inputs and states those of a reference run, by their names in the model. */
    void inputsAndStates(Map<String, Tensor> values) {
        List<StatePair> states = plan().states();
        for (int i = 0; i < states.size(); i++) {
            state(i, values.get(states.get(i).name()));
        }
        for (int input : plan().inputs()) {
            String name = plan().tensor(input).name();
            input(name, values.get(name));
        }
    }

    /** Runs once; the outputs by name, in the model's order without states. */
    Map<String, Tensor> run() {
        state.run();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < plan().outputs().size(); i++) {
            PlanTensor tensor = plan().tensor(plan().outputs().get(i));
            ByteBuffer bytes = ByteBuffer.allocate((int) tensor.byteSize());
            bytes.put(0, state.output(i), 0, (int) tensor.byteSize());
            outputs.put(tensor.name(), new Tensor(tensor.dtype(), tensor.dims(), bytes));
        }
        return outputs;
    }

    /**
     * The largest difference between two tensors relative to the largest magnitude of the first.
     */
    static double difference(Tensor wanted, Tensor found) {
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < wanted.elements(); i++) {
            difference = Math.max(difference, Math.abs(wanted.getDouble(i) - found.getDouble(i)));
            magnitude = Math.max(magnitude, Math.abs(wanted.getDouble(i)));
            if (Double.isNaN(found.getDouble(i))) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return magnitude == 0 ? difference : difference / magnitude;
    }

    @Override
    public void close() {
        state.close();
        compiled.close();
        engine.close();
    }
}
