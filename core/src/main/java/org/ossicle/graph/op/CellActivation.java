package org.ossicle.graph.op;

/**
 * A function inside a recurrent cell.
 *
 * @param kind which one
 * @param alpha its first constant, if it has any
 * @param beta its second constant, if it has any
 */
public record CellActivation(CellActivationKind kind, float alpha, float beta) {
    /** The function with its default constants. */
    public static CellActivation of(CellActivationKind kind) {
        return new CellActivation(kind, kind.defaultAlpha(), kind.defaultBeta());
    }
}
