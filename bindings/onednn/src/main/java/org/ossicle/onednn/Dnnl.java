package org.ossicle.onednn;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.ossicle.error.EngineException;
import org.ossicle.graph.DType;

/** The C API of oneDNN: its CPU engine, its element types, and statuses as exceptions. */
final class Dnnl {
    /** Stands for no element type of oneDNN. */
    static final int NO_TYPE = dnnl.dnnl_data_type_undef;

    /** Has oneDNN allocate, and free, the bytes of a memory. */
    static final Pointer ALLOCATE = new Address(-1);

    private static dnnl_engine cpu;

    private Dnnl() {}

    private static final class Address extends Pointer {
        Address(long value) {
            address = value;
        }
    }

    /** oneDNN cannot do what a step wants; the interpreter can. */
    static final class Declined extends Exception {
        private static final long serialVersionUID = 1L;

        Declined(String what) {
            super(what, null, false, false);
        }
    }

    /** The engine that all plans of the process share; it lives as long as the library. */
    static synchronized dnnl_engine cpu() {
        if (cpu == null) {
            dnnl_engine created = new dnnl_engine();
            check("dnnl_engine_create", dnnl.dnnl_engine_create(created, dnnl.dnnl_cpu, 0));
            cpu = created;
        }
        return cpu;
    }

    /** For calls that only fail if the machine lacks something. */
    static void check(String call, int status) {
        if (status != dnnl.dnnl_success) {
            throw new EngineException(
                    "oneDNN: " + call,
                    "success",
                    "status " + status,
                    "free memory or use another engine");
        }
    }

    /** For calls that oneDNN answers according to the shapes and types asked for. */
    static void accept(String call, int status) throws Declined {
        if (status == dnnl.dnnl_unimplemented || status == dnnl.dnnl_invalid_arguments) {
            throw new Declined(call);
        }
        check(call, status);
    }

    static int type(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> dnnl.dnnl_f32;
            case FLOAT16 -> dnnl.dnnl_f16;
            case BFLOAT16 -> dnnl.dnnl_bf16;
            case INT32 -> dnnl.dnnl_s32;
            case INT8 -> dnnl.dnnl_s8;
            case UINT8 -> dnnl.dnnl_u8;
            default -> NO_TYPE;
        };
    }
}
