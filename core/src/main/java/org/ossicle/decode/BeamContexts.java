package org.ossicle.decode;

import java.util.Arrays;

/**
 * Which row of a scorer has the prediction for which context. A row keeps its context until another
 * hypothesis needs the room, so that one that comes back costs nothing.
 */
final class BeamContexts {
    private final BeamScorer scorer;
    private final int contextSize;
    private final int[] tokens;
    private final int[] wanted;
    private int given;

    BeamContexts(BeamScorer scorer) {
        this.scorer = scorer;
        this.contextSize = scorer.contextSize();
        this.tokens = new int[scorer.mostContexts() * contextSize];
        this.wanted = new int[contextSize];
    }

    /** Rows that have a context; a run scores all of them. */
    int given() {
        return given;
    }

    /**
     * The row that has the prediction for the tokens up to a node, made if need be in one that is
     * none of {@code taken}.
     *
     * @param start the tokens before the root
     * @param taken rows of other hypotheses, fewer than the scorer has
     */
    int row(TokenTree tree, int node, int[] start, int[] taken, int count) {
        write(tree, node, start, wanted);
        for (int row = 0; row < given; row++) {
            int first = row * contextSize;
            if (Arrays.equals(tokens, first, first + contextSize, wanted, 0, contextSize)) {
                return row;
            }
        }
        int row = 0;
        while (contains(taken, count, row)) {
            row++;
        }
        scorer.context(row, wanted);
        System.arraycopy(wanted, 0, tokens, row * contextSize, contextSize);
        given = Math.max(given, row + 1);
        return row;
    }

    private static boolean contains(int[] rows, int count, int row) {
        for (int i = 0; i < count; i++) {
            if (rows[i] == row) {
                return true;
            }
        }
        return false;
    }

    /** The last tokens up to a node, oldest first, behind those of {@code start}. */
    static void write(TokenTree tree, int node, int[] start, int[] context) {
        int at = node;
        int place = context.length;
        while (place > 0 && at != TokenTree.ROOT) {
            context[--place] = tree.id(at);
            at = tree.parent(at);
        }
        System.arraycopy(start, start.length - place, context, 0, place);
    }
}
