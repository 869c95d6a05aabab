package org.ossicle.onnx;

import org.ossicle.graph.DType;

/** The names of ONNX's element types, those nothing here computes with included. */
final class ElementTypes {
    private static final String[] NAMES = {
        "UNDEFINED",
        "FLOAT",
        "UINT8",
        "INT8",
        "UINT16",
        "INT16",
        "INT32",
        "INT64",
        "STRING",
        "BOOL",
        "FLOAT16",
        "DOUBLE",
        "UINT32",
        "UINT64",
        "COMPLEX64",
        "COMPLEX128",
        "BFLOAT16",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "UINT4",
        "INT4",
        "FLOAT4E2M1",
        "FLOAT8E8M0",
        "UINT2",
        "INT2"
    };

    private ElementTypes() {}

    static String name(int code) {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "number " + code;
    }

    /** The type of fixed size that ONNX numbers {@code code}, or null if there is none here. */
    static DType numeric(int code) {
        DType dtype = DType.ofOnnxCode(code);
        return dtype == DType.STRING ? null : dtype;
    }
}
