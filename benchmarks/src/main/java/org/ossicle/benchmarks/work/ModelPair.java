package org.ossicle.benchmarks.work;

import org.ossicle.engine.Engine;

/** One model opened by ours and by ONNX Runtime, with equal inputs and proven to agree. */
public final class ModelPair implements AutoCloseable {
    private final ModelWork.Bound model;
    private final PlanContender ours;
    private final OnnxRuntimeContender peer;

    private ModelPair(ModelWork.Bound model, PlanContender ours, OnnxRuntimeContender peer) {
        this.model = model;
        this.ours = ours;
        this.peer = peer;
    }

    /**
     * Opens a model twice and compares what comes out.
     *
     * @param engine stays the caller's
     * @throws MissingModelException if it is not there
     * @throws WrongOutputException if ours and the peer disagree
     */
    public static ModelPair open(Engine engine, ModelWork work, ModelFolder models) {
        return open(engine, work, models, 1);
    }

    /** As {@link #open(Engine, ModelWork, ModelFolder)}, with that many threads for each side. */
    public static ModelPair open(Engine engine, ModelWork work, ModelFolder models, int threads) {
        ModelWork.Bound bound = work.bind(models.find(work.file()));
        PlanContender ours = new PlanContender(engine, bound, threads);
        ModelPair pair = new ModelPair(bound, ours, new OnnxRuntimeContender(bound, threads));
        boolean complete = false;
        try {
            Agreement.fillInputs(bound.plan(), ours, pair.peer);
            Agreement.check(bound.plan(), ours, pair.peer, work.tolerance());
            complete = true;
        } finally {
            if (!complete) {
                pair.close();
            }
        }
        return pair;
    }

    public ModelWork.Bound model() {
        return model;
    }

    public PlanContender ours() {
        return ours;
    }

    public OnnxRuntimeContender peer() {
        return peer;
    }

    /** The engine of that name. */
    public Contender contender(String engine) {
        return Engines.isOurs(engine) ? ours : peer;
    }

    @Override
    public void close() {
        ours.close();
        peer.close();
    }
}
