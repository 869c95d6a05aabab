package org.ossicle.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.ossicle.onednn.Dnnl.Declined;

/** Objects of oneDNN that are freed together, the latest first. For one owner. */
final class Handles implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Has {@code closer} run on close. */
    void add(Runnable closer) {
        closers.push(closer);
    }

    /** A descriptor of a tensor whose elements lie as the view says. */
    dnnl_memory_desc desc(View view) throws Declined {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Dnnl.accept(
                "dnnl_memory_desc_create_with_strides",
                dnnl.dnnl_memory_desc_create_with_strides(
                        desc, view.rank(), view.dims(), view.type(), view.strides()));
        add(() -> dnnl.dnnl_memory_desc_destroy(desc));
        return desc;
    }

    /** A descriptor that leaves the layout to oneDNN. */
    dnnl_memory_desc anyLayout(int type, long... dims) throws Declined {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Dnnl.accept(
                "dnnl_memory_desc_create_with_tag",
                dnnl.dnnl_memory_desc_create_with_tag(
                        desc, dims.length, dims, type, dnnl.dnnl_format_tag_any));
        add(() -> dnnl.dnnl_memory_desc_destroy(desc));
        return desc;
    }

    /** A descriptor of our own like one that belongs to another object. */
    dnnl_memory_desc copyOf(dnnl_memory_desc desc) {
        dnnl_memory_desc copy = new dnnl_memory_desc();
        Dnnl.check("dnnl_memory_desc_clone", dnnl.dnnl_memory_desc_clone(copy, desc));
        add(() -> dnnl.dnnl_memory_desc_destroy(copy));
        return copy;
    }

    dnnl_primitive_attr attributes() {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        Dnnl.check("dnnl_primitive_attr_create", dnnl.dnnl_primitive_attr_create(attributes));
        add(() -> dnnl.dnnl_primitive_attr_destroy(attributes));
        Dnnl.check(
                "dnnl_primitive_attr_set_scratchpad_mode",
                dnnl.dnnl_primitive_attr_set_scratchpad_mode(
                        attributes, dnnl.dnnl_scratchpad_mode_user));
        return attributes;
    }

    /** Keeps a descriptor that {@code call} was to create. */
    dnnl_primitive_desc created(String call, int status, dnnl_primitive_desc desc) throws Declined {
        Dnnl.accept(call, status);
        add(() -> dnnl.dnnl_primitive_desc_destroy(desc));
        return desc;
    }

    /** What copies a tensor from one layout to another. */
    dnnl_primitive_desc reorder(dnnl_engine engine, dnnl_memory_desc from, dnnl_memory_desc to)
            throws Declined {
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        return created(
                "dnnl_reorder_primitive_desc_create",
                dnnl.dnnl_reorder_primitive_desc_create(
                        desc, from, engine, to, engine, attributes()),
                desc);
    }

    dnnl_primitive primitive(dnnl_primitive_desc desc) throws Declined {
        dnnl_primitive primitive = new dnnl_primitive();
        Dnnl.accept("dnnl_primitive_create", dnnl.dnnl_primitive_create(primitive, desc));
        add(() -> dnnl.dnnl_primitive_destroy(primitive));
        return primitive;
    }

    /**
     * A tensor's bytes.
     *
     * @param bytes where they are and stay, or {@link Dnnl#ALLOCATE}
     */
    dnnl_memory memory(dnnl_memory_desc desc, dnnl_engine engine, Pointer bytes) {
        dnnl_memory memory = new dnnl_memory();
        Dnnl.check("dnnl_memory_create", dnnl.dnnl_memory_create(memory, desc, engine, bytes));
        add(() -> dnnl.dnnl_memory_destroy(memory));
        return memory;
    }

    dnnl_stream stream(dnnl_engine engine) {
        dnnl_stream stream = new dnnl_stream();
        Dnnl.check(
                "dnnl_stream_create",
                dnnl.dnnl_stream_create(stream, engine, dnnl.dnnl_stream_default_flags));
        add(() -> dnnl.dnnl_stream_destroy(stream));
        return stream;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
