package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.JNA;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.JavaCppCall;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelPair;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.benchmarks.work.TinyModel;

/**
 * What a call costs that has next to nothing to do: a model of one activation of one float, or for
 * JavaCPP, which carries no whole plan, an empty function of C.
 */
public class BindingBenchmark extends ContenderBenchmark {
    private static final String JAVACPP = "javacpp";

    @Param({FFM, JNA, JAVACPP, ONNX_RUNTIME})
    public String engine;

    @Override
    Contender open(ModelFolder models) {
        if (engine.equals(JAVACPP)) {
            return kept(new JavaCppCall());
        }
        ModelWork tiny = ModelWork.stateless(TinyModel.write().toString());
        return kept(ModelPair.open(kept(Engines.oursOr(engine, FFM)), tiny, models))
                .contender(engine);
    }
}
