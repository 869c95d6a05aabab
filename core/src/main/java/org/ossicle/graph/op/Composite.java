package org.ossicle.graph.op;

/**
 * An operator that plainer ones can stand for. Engines need not know it: once the types of its
 * inputs are known it is replaced by its expansion, which is also its meaning.
 */
public sealed interface Composite extends Op
        permits Attention,
                BatchNormalization,
                CausalConvWithState,
                ConvTranspose,
                DepthToSpace,
                CosineWindow,
                Dft,
                DynamicQuantizeLstm,
                Einsum,
                EyeLike,
                GroupNormalization,
                Hardmax,
                InstanceNormalization,
                MelWeightMatrix,
                OneHot,
                RmsNormalization,
                Resize,
                ReverseSequence,
                Rnn,
                RotaryEmbedding,
                SpaceToDepth,
                Stft,
                Trilu {
    /** Adds the nodes that compute this operator. Its inputs have passed {@link #infer}. */
    void expand(Expansion expansion);
}
