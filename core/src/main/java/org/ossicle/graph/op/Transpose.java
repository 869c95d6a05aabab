package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The dimensions in another order: output dimension i is input dimension {@code perm(i)}.
 *
 * @param perm the order; empty to reverse the dimensions
 */
public record Transpose(List<Long> perm) implements Op {
    public Transpose {
        perm = List.copyOf(perm);
    }

    @Override
    public String name() {
        return "Transpose";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        if (!perm.isEmpty()) {
            boolean[] seen = new boolean[dims.length];
            boolean valid = perm.size() == dims.length;
            for (int i = 0; valid && i < dims.length; i++) {
                long from = perm.get(i);
                valid = from >= 0 && from < dims.length && !seen[(int) from];
                if (valid) {
                    seen[(int) from] = true;
                }
            }
            if (!valid) {
                throw context.invalid("an order of " + dims.length + " axes", perm.toString());
            }
        }
        int[] order = order(dims.length);
        long[] result = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            result[i] = dims[order[i]];
        }
        return Rules.output(context, type, result);
    }

    /** The order of the dimensions for an input of that rank. */
    public int[] order(int rank) {
        int[] order = new int[rank];
        for (int i = 0; i < rank; i++) {
            order[i] = perm.isEmpty() ? rank - 1 - i : Math.toIntExact(perm.get(i));
        }
        return order;
    }
}
