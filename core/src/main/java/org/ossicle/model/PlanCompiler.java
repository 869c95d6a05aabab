package org.ossicle.model;

import java.io.IOException;
import java.nio.file.Path;
import org.ossicle.cache.PlanCache;
import org.ossicle.cache.PlanKey;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.ProgramEngine;
import org.ossicle.error.OssicleException;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxModel;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.plan.Plan;

/** Compiles model files for an engine, out of the cache where that has them. Stateless. */
final class PlanCompiler {
    private final Engine engine;
    private final CompileOptions options;
    private final PlanCache cache;

    /**
     * @param engine stays the caller's
     */
    PlanCompiler(Engine engine, LoadSettings settings) {
        this.engine = engine;
        this.options = settings.compileOptions();
        this.cache = settings.cache();
    }

    /**
     * The plan of a model file, specialised to what it is bound to.
     *
     * @return the caller's to close
     * @throws OssicleException if the file is damaged, does not fit the bindings, or cannot be run
     */
    CompiledPlan compile(Path file, Bindings bindings) {
        if (!(engine instanceof ProgramEngine programs) || !cache.isActive()) {
            OnnxModel model = OnnxReader.read(file);
            return engine.compile(plan(model, bindings), options);
        }
        PlanKey key = key(file, bindings);
        CompiledPlan restored = key == null ? null : restore(programs, key, file);
        if (restored != null) {
            return restored;
        }
        OnnxModel model = OnnxReader.read(file);
        LoweredPlan lowered = LoweredPlan.of(plan(model, bindings));
        CompiledPlan compiled = programs.compile(lowered, options);
        if (key != null && model.isSelfContained()) {
            cache.store(key, lowered);
        }
        return compiled;
    }

    private static Plan plan(OnnxModel model, Bindings bindings) {
        return PlanTemplate.planOnce(
                model.header().file(), OnnxImporter.importGraph(model), bindings);
    }

    /** Null if the file cannot be read, which reading the model then explains. */
    private static PlanKey key(Path file, Bindings bindings) {
        try {
            return PlanKey.of(file, bindings);
        } catch (IOException e) {
            return null;
        }
    }

    private CompiledPlan restore(ProgramEngine programs, PlanKey key, Path file) {
        LoweredPlan found = cache.find(key, file.toAbsolutePath());
        if (found == null) {
            return null;
        }
        try {
            return programs.compile(found, options);
        } catch (OssicleException e) {
            cache.forget(key, e.getMessage());
            return null;
        }
    }
}
