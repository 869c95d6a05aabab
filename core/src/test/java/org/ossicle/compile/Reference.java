package org.ossicle.compile;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;

/** ONNX Runtime on a model file, without its own rewrites: what a plan is compared with. */
final class Reference implements AutoCloseable {
    private final OrtSession session;

    Reference(Path model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = OrtEnvironment.getEnvironment().createSession(model.toString(), options);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                given.put(input.getKey(), tensor(input.getValue()));
            }
            try (OrtSession.Result result = session.run(given)) {
                List<Tensor> found = new ArrayList<>();
                for (String output : outputs) {
                    found.add(tensor(result.get(output).orElseThrow()));
                }
                return found;
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(Tensor tensor) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) tensor.byteSize());
        bytes.order(ByteOrder.nativeOrder()).put(tensor.data()).flip();
        return switch (tensor.dtype()) {
            case FLOAT32 ->
                    OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), tensor.dims());
            case INT64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), tensor.dims());
            default -> throw new IllegalArgumentException(tensor.toString());
        };
    }

    private static Tensor tensor(OnnxValue value) {
        OnnxTensor tensor = (OnnxTensor) value;
        long[] dims = tensor.getInfo().getShape();
        boolean floats = tensor.getInfo().type == ai.onnxruntime.OnnxJavaType.FLOAT;
        Tensor copy = Tensor.zeros(floats ? DType.FLOAT32 : DType.INT64, dims);
        if (floats) {
            FloatBuffer source = tensor.getFloatBuffer();
            copy.data().asFloatBuffer().put(source);
        } else {
            LongBuffer source = tensor.getLongBuffer();
            copy.data().asLongBuffer().put(source);
        }
        return copy;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
