package org.ossicle.graph;

/** Element types of tensors, with the numbers the ONNX format gives them. */
public enum DType {
    FLOAT32(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    STRING(8, 0),
    BOOL(9, 1),
    FLOAT16(10, 2),
    FLOAT64(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2);

    private static final DType[] BY_CODE = new DType[17];

    static {
        for (DType type : values()) {
            BY_CODE[type.onnxCode] = type;
        }
    }

    private final int onnxCode;
    private final int bytes;

    DType(int onnxCode, int bytes) {
        this.onnxCode = onnxCode;
        this.bytes = bytes;
    }

    /** The value of ONNX's {@code TensorProto.DataType} for this type. */
    public int onnxCode() {
        return onnxCode;
    }

    /** Size of one element in bytes; 0 for strings, which have no fixed size. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64 || this == FLOAT16 || this == BFLOAT16;
    }

    public boolean isSignedInteger() {
        return this == INT8 || this == INT16 || this == INT32 || this == INT64;
    }

    public boolean isUnsignedInteger() {
        return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
    }

    public boolean isInteger() {
        return isSignedInteger() || isUnsignedInteger();
    }

    /** The type ONNX numbers {@code code}, or null if there is none we know. */
    public static DType ofOnnxCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
