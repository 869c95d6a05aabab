package org.ossicle.benchmarks.guard;

import org.ossicle.benchmarks.work.Agreement;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.benchmarks.work.OnnxRuntimeContender;
import org.ossicle.benchmarks.work.PlanContender;
import org.ossicle.engine.Engine;

/** One run of a streaming model, states carried, against ONNX Runtime on the same file. */
record StreamingModelTask(Engine engine, ModelWork model) implements GuardTask {
    @Override
    public String work() {
        return model.name();
    }

    @Override
    public String peer() {
        return GuardCommand.ONNX_RUNTIME;
    }

    @Override
    public GuardRow measure(ModelFolder models, Duel duel) {
        ModelWork.Bound bound = model.bind(models.find(model.file()));
        try (PlanContender ours = new PlanContender(engine, bound);
                OnnxRuntimeContender peer = new OnnxRuntimeContender(bound)) {
            Agreement.fillInputs(bound.plan(), ours, peer);
            Agreement.check(bound.plan(), ours, peer, model.tolerance());
            return duel.time(work(), peer(), ours, peer);
        }
    }
}
