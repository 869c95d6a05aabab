package org.ossicle.onednn;

import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.plan.PlanTensor;

/**
 * The operands of a matrix product with equal ranks: vectors as matrices of one row or column,
 * batches over one matrix b as more rows of a.
 *
 * @param bias null if there is none
 */
record MatMulViews(View a, View b, View bias, View y) {
    private static final int MATRIX = 2;

    static MatMulViews of(PlanTensor a, PlanTensor b, PlanTensor bias, PlanTensor y)
            throws Declined {
        boolean row = a.rank() == 1;
        boolean column = b.rank() == 1;
        View result = product(View.of(y), row, column);
        View addend = bias == null ? null : product(View.of(bias).ofRank(y.rank()), row, column);
        View left = row ? View.of(a).withAxis(0) : View.of(a);
        View right = column ? View.of(b).withAxis(1) : View.of(b);
        int rank = result.rank();
        return new MatMulViews(left.ofRank(rank), right.ofRank(rank), addend, result)
                .withoutUnitBatches()
                .withBatchesAsRows();
    }

    /** Puts the axes back that a vector among the operands leaves out of the product. */
    private static View product(View view, boolean row, boolean column) {
        View result = column ? view.withAxis(view.rank()) : view;
        return row ? result.withAxis(result.rank() - 1) : result;
    }

    private MatMulViews withoutUnitBatches() {
        MatMulViews views = this;
        for (int axis = rank() - MATRIX - 1; axis >= 0; axis--) {
            if (y.dims()[axis] == 1) {
                views =
                        new MatMulViews(
                                views.a.without(axis),
                                views.b.without(axis),
                                views.bias == null ? null : views.bias.without(axis),
                                views.y.without(axis));
            }
        }
        return views;
    }

    private MatMulViews withBatchesAsRows() {
        MatMulViews views = this;
        while (views.rank() > MATRIX && views.lastBatchJoinsRows()) {
            int axis = views.rank() - MATRIX - 1;
            views =
                    new MatMulViews(
                            views.a.joined(axis),
                            views.b.without(axis),
                            views.bias == null ? null : views.bias.without(axis),
                            views.y.joined(axis));
        }
        return views;
    }

    private boolean lastBatchJoinsRows() {
        int axis = rank() - MATRIX - 1;
        return b.dims()[axis] == 1
                && a.dims()[axis] == y.dims()[axis]
                && a.joins(axis)
                && y.joins(axis)
                && (bias == null || bias.dims()[axis] == 1 && bias.dims()[axis + 1] == 1);
    }

    int rank() {
        return y.rank();
    }

    /**
     * Whether an operand is used for several matrices of the batch while its axes lie in another
     * order than row-major. oneDNN 3.11 takes such products and reads beside the operand.
     */
    boolean spreads(View operand) {
        boolean broadcasts = false;
        boolean ordered = true;
        for (int axis = 0; axis < rank() - 1; axis++) {
            broadcasts |= axis < rank() - MATRIX && operand.dims()[axis] != y.dims()[axis];
            ordered &= operand.strides()[axis] >= operand.strides()[axis + 1];
        }
        return broadcasts && !ordered;
    }

    /** Whether the bias is one number per column, which oneDNN adds at no cost. */
    boolean biasIsRow() {
        for (int axis = 0; axis < rank() - 1; axis++) {
            if (bias.dims()[axis] != 1) {
                return false;
            }
        }
        return bias.dims()[rank() - 1] == y.dims()[rank() - 1];
    }
}
