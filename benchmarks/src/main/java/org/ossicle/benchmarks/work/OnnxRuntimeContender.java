package org.ossicle.benchmarks.work;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.StatePair;

/**
 * Runs of a model by ONNX Runtime with all its optimisations, each with the states that the one
 * before left.
 *
 * <p>Nothing is made or copied per run that ONNX Runtime lets us avoid: its inputs and outputs are
 * tensors over direct buffers that live as long as this object, and states alternate between two
 * sets of them.
 */
public final class OnnxRuntimeContender implements Contender {
    private final OrtSession session;
    private final List<ByteBuffer> inputs = new ArrayList<>();
    private final List<ByteBuffer> outputs = new ArrayList<>();

    /** For each state the buffer that an even run reads and an odd run writes, then the other. */
    private final List<ByteBuffer[]> states = new ArrayList<>();

    private final List<Map<String, OnnxTensor>> inputSets = twoMaps();
    private final List<Map<String, OnnxTensor>> outputSets = twoMaps();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private int turn;

    /**
     * @param threads how many threads work at one run
     */
    public OnnxRuntimeContender(ModelWork.Bound model, int threads) {
        try (SessionOptions options = options()) {
            options.setIntraOpNumThreads(threads);
            session =
                    OrtEnvironment.getEnvironment().createSession(model.file().toString(), options);
            bindValues(model);
            bindStates(model);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses " + model.file(), e);
        }
    }

    /** One thread, all optimisations; the caller's to close. */
    static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private static List<Map<String, OnnxTensor>> twoMaps() {
        return List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private void bindValues(ModelWork.Bound model) throws OrtException {
        Plan plan = model.plan();
        for (int id : plan.inputs()) {
            inputs.add(share(inputSets, plan.tensor(id)));
        }
        for (int id : plan.outputs()) {
            outputs.add(share(outputSets, plan.tensor(id)));
        }
        for (var constant : model.bindings().constants().entrySet()) {
            OnnxTensor tensor = kept(OrtTensors.copyOf(constant.getValue().load()));
            inputSets.forEach(set -> set.put(constant.getKey(), tensor));
        }
    }

    private ByteBuffer share(List<Map<String, OnnxTensor>> sets, PlanTensor tensor)
            throws OrtException {
        ByteBuffer buffer = OrtTensors.buffer(tensor);
        OnnxTensor view = kept(OrtTensors.over(buffer, tensor));
        sets.forEach(set -> set.put(tensor.name(), view));
        return buffer;
    }

    private OnnxTensor kept(OnnxTensor tensor) {
        tensors.add(tensor);
        return tensor;
    }

    private void bindStates(ModelWork.Bound model) throws OrtException {
        Plan plan = model.plan();
        for (int i = 0; i < plan.states().size(); i++) {
            StatePair pair = plan.states().get(i);
            String output = model.bindings().states().get(i).output();
            PlanTensor type = plan.tensor(pair.inputTensor());
            ByteBuffer[] buffers = {OrtTensors.buffer(type), OrtTensors.buffer(type)};
            for (int side = 0; side < buffers.length; side++) {
                OnnxTensor view = kept(OrtTensors.over(buffers[side], type));
                inputSets.get(side).put(pair.name(), view);
                outputSets.get(1 - side).put(output, view);
            }
            states.add(buffers);
        }
    }

    /** The bytes of input {@code i} of the plan. */
    public ByteBuffer input(int i) {
        return inputs.get(i);
    }

    /** The bytes of output {@code i} of the plan. */
    public ByteBuffer output(int i) {
        return outputs.get(i);
    }

    /** The bytes that the next run reads as state {@code i} of the plan. */
    public ByteBuffer state(int i) {
        return states.get(i)[turn];
    }

    @Override
    public void run() {
        try {
            session.run(inputSets.get(turn), outputSets.get(turn)).close();
            turn = 1 - turn;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed", e);
        }
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close its session", e);
        }
    }
}
