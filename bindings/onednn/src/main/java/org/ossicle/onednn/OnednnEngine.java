package org.ossicle.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.ossicle.engine.InterpreterEngine;

/**
 * Runs matrix products, convolutions and LSTMs as primitives of oneDNN that are made when a plan is
 * compiled, everything else by the interpreter.
 *
 * <p>oneDNN computes on as many threads as OpenMP gives it: all of the machine, or {@code
 * OMP_NUM_THREADS} of the environment.
 */
final class OnednnEngine extends InterpreterEngine {
    static final String NAME = "onednn";

    OnednnEngine() {
        super(NAME, () -> new OnednnSteps(Dnnl.cpu()));
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(super.facts());
        dnnl_version_t version = dnnl.dnnl_version();
        facts.put("onednn", version.major() + "." + version.minor() + "." + version.patch());
        facts.put("instruction set", "0x" + Integer.toHexString(dnnl.dnnl_get_effective_cpu_isa()));
        facts.put("threads", System.getenv().getOrDefault("OMP_NUM_THREADS", "all"));
        return facts;
    }
}
