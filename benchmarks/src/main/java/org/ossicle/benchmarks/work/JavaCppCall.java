package org.ossicle.benchmarks.work;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;

/** A call through JavaCPP of a C function of one pointer that has nothing to do. */
public final class JavaCppCall implements Contender {
    private final dnnl_memory_desc empty = new dnnl_memory_desc();

    /**
     * @throws WrongOutputException if the function does not answer as it should
     */
    public JavaCppCall() {
        if (dnnl.dnnl_memory_desc_get_size(empty) != 0) {
            throw new WrongOutputException("no descriptor has bytes");
        }
    }

    @Override
    public void run() {
        dnnl.dnnl_memory_desc_get_size(empty);
    }

    @Override
    public void close() {
        empty.close();
    }
}
