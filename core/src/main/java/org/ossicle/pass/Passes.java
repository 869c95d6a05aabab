package org.ossicle.pass;

import java.util.List;

/** The passes between an imported model and a plan, in their order. */
public final class Passes {
    private Passes() {}

    /**
     * First what makes a graph static, then what makes it plain, then what joins nodes, from the
     * largest pattern to the smallest.
     *
     * @param bind gives dimensions and constant inputs their values
     */
    public static PassPipeline all(BindInputs bind) {
        return new PassPipeline(
                List.of(
                        bind,
                        new InferAndFold(),
                        new RemoveDeadCode(),
                        new WidenHalves(),
                        new MergeEqualNodes(),
                        new SimplifyArithmetic(),
                        new RemoveNoOps(),
                        new ReplaceGathers(),
                        new MergeMoves(),
                        new NormalizeGemm(),
                        new FuseQuantizedMatMul(),
                        new FuseSwoosh(),
                        new FuseBiasNorm(),
                        new FuseGelu(),
                        new FuseLayerNormalization(),
                        new FuseSilu(),
                        new RemoveDeadCode(),
                        new MergeEqualNodes(),
                        new FoldResiduals(),
                        new FuseBias(),
                        new FoldScales(),
                        new FuseBias(),
                        new FuseSoftmaxMask(),
                        new RemoveDeadCode(),
                        new JoinProducts(),
                        new FuseActivation(),
                        new FuseGlu(),
                        new RemoveDeadCode()));
    }
}
