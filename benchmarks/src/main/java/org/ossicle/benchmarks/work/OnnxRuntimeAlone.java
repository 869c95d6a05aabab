package org.ossicle.benchmarks.work;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ONNX Runtime over inputs of zeros, with nothing of ours in the process: for measurements of
 * memory.
 */
public final class OnnxRuntimeAlone implements Contender {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

    /**
     * @param model a model whose inputs are floats of known sizes
     */
    public OnnxRuntimeAlone(Path model) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = OnnxRuntimeContender.options()) {
            session = environment.createSession(model.toString(), options);
            for (NodeInfo input : session.getInputInfo().values()) {
                TensorInfo type = (TensorInfo) input.getInfo();
                int bytes = (int) type.getNumElements() * Float.BYTES;
                ByteBuffer zeros = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
                inputs.put(
                        input.getName(),
                        OnnxTensor.createTensor(
                                environment, zeros.asFloatBuffer(), type.getShape()));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses " + model, e);
        }
    }

    @Override
    public void run() {
        try {
            session.run(inputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed", e);
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close its session", e);
        }
    }
}
