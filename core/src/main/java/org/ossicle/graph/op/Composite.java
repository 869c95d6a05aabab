package org.ossicle.graph.op;

import org.ossicle.graph.Node;

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
                LayerNormalization,
                MelWeightMatrix,
                OneHot,
                RmsNormalization,
                Pool,
                Resize,
                ReverseSequence,
                Rnn,
                RotaryEmbedding,
                SpaceToDepth,
                Stft,
                Trilu {
    /**
     * Whether engines take a node of this operator as it is, so that it need not be expanded.
     *
     * @param node all of whose inputs have known types
     */
    default boolean isPlain(Node node) {
        return false;
    }

    /** Adds the nodes that compute this operator. Its inputs have passed {@link #infer}. */
    void expand(Expansion expansion);
}
