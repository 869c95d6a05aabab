package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A sum of products by Einstein's convention: any number of inputs whose axes the equation labels.
 *
 * @param equation such as {@code bij,bjk->bik}; labels are letters, an ellipsis stands for axes
 *     that broadcast, and without an arrow the labels that occur once are kept in the order of the
 *     alphabet
 */
public record Einsum(String equation) implements Composite {
    @Override
    public String name() {
        return "Einsum";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, Integer.MAX_VALUE);
        Rules.inputs(context, context.inputCount(), Integer.MAX_VALUE);
        DType type = Rules.numeric(context, 0);
        long[][] dims = new long[context.inputCount()][];
        for (int i = 0; i < dims.length; i++) {
            Rules.is(context, i, type);
            dims[i] = context.dims(i);
        }
        EinsumLabels labels = EinsumLabels.of(equation, dims, context::invalid);
        return Rules.output(context, type, labels.sizes(labels.output()));
    }

    @Override
    public void expand(Expansion expansion) {
        new EinsumExpansion(equation, expansion).expand();
    }
}
