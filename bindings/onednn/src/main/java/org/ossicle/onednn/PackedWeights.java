package org.ossicle.onednn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.ossicle.onednn.Dnnl.Declined;

/**
 * The weights of one plan in the layouts that primitives want: each once, however many steps read
 * it, for as long as one of them is open. For one owner.
 */
final class PackedWeights {
    /** Takes the bytes of a weight as they are. */
    static final UnaryOperator<ByteBuffer> AS_THEY_ARE = bytes -> bytes;

    /**
     * Bytes to be packed.
     *
     * @param slot of the weight in the plan
     * @param offset of the first byte
     * @param arrangement what happens to them first; equal ones do the same
     */
    record Source(int slot, long offset, UnaryOperator<ByteBuffer> arrangement) {}

    private static final class Copy {
        private final Handles handles = new Handles();
        private dnnl_memory_desc given;
        private dnnl_memory_desc layout;
        private dnnl_memory memory;
        private int holders;

        boolean is(dnnl_memory_desc from, dnnl_memory_desc to) {
            return dnnl.dnnl_memory_desc_equal(given, from) != 0
                    && dnnl.dnnl_memory_desc_equal(layout, to) != 0;
        }
    }

    private final dnnl_engine engine;
    private final Map<Source, List<Copy>> copies = new HashMap<>();
    private long bytes;

    PackedWeights(dnnl_engine engine) {
        this.engine = engine;
    }

    /** Bytes of all copies that are held. */
    long bytes() {
        return bytes;
    }

    /**
     * The copy of a weight in a layout, made if no step has asked for it yet.
     *
     * @param holder keeps the copy until it is closed
     * @param weight the weight's bytes from the source's offset on, before they are arranged
     * @param from how they lie when they are
     */
    dnnl_memory hold(
            Handles holder,
            Source source,
            Supplier<ByteBuffer> weight,
            dnnl_memory_desc from,
            dnnl_memory_desc to)
            throws Declined {
        Copy copy = find(source, from, to);
        if (copy == null) {
            copy = make(source.arrangement().apply(weight.get()), from, to);
            copies.computeIfAbsent(source, key -> new ArrayList<>()).add(copy);
            bytes += dnnl.dnnl_memory_desc_get_size(to);
        }
        Copy held = copy;
        held.holders++;
        holder.add(() -> release(source, held));
        return held.memory;
    }

    private Copy find(Source source, dnnl_memory_desc from, dnnl_memory_desc to) {
        for (Copy copy : copies.getOrDefault(source, List.of())) {
            if (copy.is(from, to)) {
                return copy;
            }
        }
        return null;
    }

    private void release(Source source, Copy copy) {
        if (--copy.holders == 0) {
            copies.get(source).remove(copy);
            bytes -= dnnl.dnnl_memory_desc_get_size(copy.layout);
            copy.handles.close();
        }
    }

    private Copy make(ByteBuffer weight, dnnl_memory_desc from, dnnl_memory_desc to)
            throws Declined {
        Copy copy = new Copy();
        boolean complete = false;
        try {
            copy.given = copy.handles.copyOf(from);
            copy.layout = copy.handles.copyOf(to);
            copy.memory = copy.handles.memory(copy.layout, engine, Dnnl.ALLOCATE);
            fill(copy.memory, weight, from, to);
            complete = true;
            return copy;
        } finally {
            if (!complete) {
                copy.handles.close();
            }
        }
    }

    private void fill(
            dnnl_memory copy, ByteBuffer weight, dnnl_memory_desc from, dnnl_memory_desc to)
            throws Declined {
        try (Handles once = new Handles();
                BytePointer pointer = new BytePointer(weight);
                dnnl_exec_arg_t both = new dnnl_exec_arg_t(2)) {
            dnnl_primitive reorder = once.primitive(once.reorder(engine, from, to));
            both.position(0).arg(dnnl.DNNL_ARG_FROM).memory(once.memory(from, engine, pointer));
            both.position(1).arg(dnnl.DNNL_ARG_TO).memory(copy);
            dnnl_stream stream = once.stream(engine);
            Dnnl.check(
                    "reorder of a weight",
                    dnnl.dnnl_primitive_execute(reorder, stream, 2, both.position(0)));
            Dnnl.check("dnnl_stream_wait", dnnl.dnnl_stream_wait(stream));
        }
    }
}
