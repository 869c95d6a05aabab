package org.ossicle.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.ossicle.engine.PreparedStep;
import org.ossicle.engine.StepAccelerator;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.plan.Plan;
import org.ossicle.plan.Step;

/** Turns the steps of a plan that oneDNN can run into primitives, and declines the others. */
final class OnednnSteps implements StepAccelerator {
    private final dnnl_engine engine;
    private final PackedWeights packed;

    OnednnSteps(dnnl_engine engine) {
        this.engine = engine;
        this.packed = new PackedWeights(engine);
    }

    @Override
    public PreparedStep prepare(Plan plan, Step step, List<Tensor> weights) {
        try (StepBuilder builder = new StepBuilder(engine, packed, plan, step, weights)) {
            return write(step.op(), builder) ? builder.build() : null;
        } catch (Declined e) {
            return null;
        }
    }

    private static boolean write(Operator op, StepBuilder builder) throws Declined {
        if (op instanceof MatMul) {
            MatMulStep.real(builder, Activation.NONE);
        } else if (op instanceof FusedMatMul fused) {
            MatMulStep.real(builder, fused.activation());
        } else if (op instanceof QuantizedMatMul quantized) {
            MatMulStep.quantized(builder, quantized.activation());
        } else if (op instanceof Conv conv) {
            ConvStep.write(builder, conv.attributes(), Activation.NONE);
        } else if (op instanceof FusedConv conv) {
            ConvStep.write(builder, conv.attributes(), conv.activation());
        } else if (op instanceof Lstm lstm) {
            LstmStep.write(builder, lstm);
        } else {
            return false;
        }
        return true;
    }
}
