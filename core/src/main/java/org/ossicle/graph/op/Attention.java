package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Scaled dot-product attention: inputs q [B, H, S, D], k [B, G, T, D] and v [B, G, T, E], or with
 * heads joined [B, S, H D], and optionally a mask (bool, or added to the scores) that broadcasts to
 * [B, H, S, P + T], past keys and values [B, G, P, ..] and the number of keys of each item that
 * count, INT64 [B]. H is a multiple of G. Outputs: y [B, H, S, E] or [B, S, H E], and optionally
 * all keys, all values and the scores.
 *
 * @param causal whether a query sees only keys up to its own place
 * @param scale factor of the scores; 0 for 1 / sqrt(D)
 * @param softcap c where scores become c tanh(score / c); 0 for none
 * @param queryHeads H where heads are joined
 * @param keyHeads G where heads are joined
 * @param scoreStage which scores the last output has
 * @param precision the element type of the softmax; null for that of q
 */
public record Attention(
        boolean causal,
        float scale,
        float softcap,
        long queryHeads,
        long keyHeads,
        Attention.ScoreStage scoreStage,
        DType precision)
        implements Composite {
    /** What the scores have been through when they are shown. */
    public enum ScoreStage {
        PRODUCT,
        CAPPED,
        MASKED,
        SOFTMAX
    }

    @Override
    public String name() {
        return "Attention";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 7);
        DType type = Rules.floating(context, 0);
        Rules.is(context, 1, type);
        Rules.is(context, 2, type);
        Rules.isIfThere(context, 4, type);
        Rules.isIfThere(context, 5, type);
        Rules.isIfThere(context, 6, DType.INT64);
        if (context.has(3) && context.dtype(3) != DType.BOOL) {
            Rules.is(context, 3, type);
        }
        boolean past = context.has(4) && context.has(5);
        AttentionSizes sizes =
                AttentionSizes.of(
                        this,
                        context.dims(0),
                        context.dims(1),
                        context.dims(2),
                        past ? context.dims(4) : null,
                        past ? context.dims(5) : null);
        boolean maskFits = !context.has(3) || (sizes != null && sizes.takesMask(context.dims(3)));
        if (sizes == null || past != context.has(4) || past != context.has(5) || !maskFits) {
            throw context.invalid(
                    "q, k, v, mask and past that fit together",
                    context.type(0)
                            + ", "
                            + context.type(1)
                            + ", "
                            + context.type(2)
                            + (context.has(3) ? ", " + context.type(3) : "")
                            + (context.has(4) ? ", " + context.type(4) : ""));
        }
        Rules.dimsIfThere(context, 6, sizes.batch());
        return Rules.outputs(
                context,
                Rules.type(context, type, sizes.output(context.dims(0).length)),
                Rules.type(context, type, sizes.keys()),
                Rules.type(context, type, sizes.values()),
                Rules.type(context, type, sizes.scores()));
    }

    @Override
    public void expand(Expansion expansion) {
        new AttentionExpansion(this, expansion).expand();
    }
}
