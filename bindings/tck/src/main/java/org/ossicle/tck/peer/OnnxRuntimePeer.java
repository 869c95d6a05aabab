package org.ossicle.tck.peer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;

/**
 * A model run by ONNX Runtime on one thread: what tests compare our results with and benchmarks our
 * times.
 */
public final class OnnxRuntimePeer implements AutoCloseable {
    private static final Map<DType, OnnxJavaType> JAVA_TYPES =
            Map.of(
                    DType.FLOAT32, OnnxJavaType.FLOAT,
                    DType.FLOAT64, OnnxJavaType.DOUBLE,
                    DType.INT64, OnnxJavaType.INT64,
                    DType.INT32, OnnxJavaType.INT32,
                    DType.INT16, OnnxJavaType.INT16,
                    DType.INT8, OnnxJavaType.INT8,
                    DType.UINT8, OnnxJavaType.UINT8,
                    DType.BOOL, OnnxJavaType.BOOL,
                    DType.FLOAT16, OnnxJavaType.FLOAT16,
                    DType.BFLOAT16, OnnxJavaType.BFLOAT16);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final SessionOptions options;
    private final OrtSession session;

    private OnnxRuntimePeer(SessionOptions options, OrtSession session) {
        this.options = options;
        this.session = session;
    }

    /**
     * Opens a model.
     *
     * @param optimised whether ONNX Runtime may rewrite the graph; without it, nodes run as they
     *     stand in the file
     */
    public static OnnxRuntimePeer open(Path model, boolean optimised) {
        try {
            SessionOptions options = new SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setOptimizationLevel(
                    optimised ? SessionOptions.OptLevel.ALL_OPT : SessionOptions.OptLevel.NO_OPT);
            return new OnnxRuntimePeer(
                    options,
                    OrtEnvironment.getEnvironment().createSession(model.toString(), options));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses " + model, e);
        }
    }

    /** The session, for callers that keep their tensors from run to run. */
    public OrtSession session() {
        return session;
    }

    /** Runs the model once; results come back by name, in the model's order. */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, OnnxTensor> bound = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                bound.put(input.getKey(), toOnnx(environment, input.getValue()));
            }
            try (OrtSession.Result result = session.run(bound)) {
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), fromOnnx((OnnxTensor) output.getValue()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed", e);
        } finally {
            bound.values().forEach(OnnxTensor::close);
        }
    }

    /** A tensor of ONNX Runtime with a copy of the values. */
    public static OnnxTensor toOnnx(OrtEnvironment environment, Tensor tensor) throws OrtException {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect((int) tensor.byteSize()).order(ByteOrder.nativeOrder());
        bytes.put(tensor.data()).flip();
        OnnxJavaType type = JAVA_TYPES.get(tensor.dtype());
        if (type == null) {
            throw new IllegalArgumentException(
                    "ONNX Runtime's Java API takes no " + tensor.dtype());
        }
        return OnnxTensor.createTensor(environment, bytes, tensor.dims(), type);
    }

    private static DType dtype(OnnxJavaType type) {
        for (Map.Entry<DType, OnnxJavaType> known : JAVA_TYPES.entrySet()) {
            if (known.getValue() == type) {
                return known.getKey();
            }
        }
        throw new IllegalArgumentException("a result of type " + type);
    }

    private static Tensor fromOnnx(OnnxTensor value) {
        TensorInfo info = value.getInfo();
        DType dtype = dtype(info.type);
        ByteBuffer bytes = value.getByteBuffer();
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(bytes).flip();
        return new Tensor(dtype, info.getShape(), copy);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close its session", e);
        } finally {
            options.close();
        }
    }
}
