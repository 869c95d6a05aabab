package org.ossicle.benchmarks.work;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.PlanTensor;

/** Tensors of ONNX Runtime over direct buffers. */
final class OrtTensors {
    private OrtTensors() {}

    /** A direct buffer of zeros for a tensor. */
    static ByteBuffer buffer(PlanTensor tensor) {
        return ByteBuffer.allocateDirect((int) tensor.byteSize()).order(ByteOrder.nativeOrder());
    }

    /** A tensor whose elements are the bytes of the buffer. */
    static OnnxTensor over(ByteBuffer buffer, PlanTensor type) throws OrtException {
        return create(buffer, type.dtype(), type.dims());
    }

    static OnnxTensor copyOf(Tensor tensor) throws OrtException {
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) tensor.byteSize());
        bytes.order(ByteOrder.nativeOrder()).put(tensor.data()).flip();
        return create(bytes, tensor.dtype(), tensor.dims());
    }

    private static OnnxTensor create(ByteBuffer buffer, DType dtype, long[] dims)
            throws OrtException {
        OnnxJavaType type =
                switch (dtype) {
                    case FLOAT32 -> OnnxJavaType.FLOAT;
                    case INT64 -> OnnxJavaType.INT64;
                    case INT32 -> OnnxJavaType.INT32;
                    default -> throw new IllegalArgumentException("no benchmark uses " + dtype);
                };
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, dims, type);
    }
}
