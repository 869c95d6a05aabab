package org.ossicle.decode;

import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** The hypotheses of a beam at one moment: tokens, score and the row of their context. */
final class Hypotheses {
    /** The context has no row yet. */
    static final int NO_ROW = -1;

    private final TokenTree tree;
    private final int[] nodes;
    private final double[] scores;
    private final int[] rows;
    private int size;

    /**
     * @param most how many there can be
     */
    Hypotheses(TokenTree tree, int most) {
        this.tree = tree;
        nodes = new int[most];
        scores = new double[most];
        rows = new int[most];
    }

    int size() {
        return size;
    }

    int node(int i) {
        return nodes[i];
    }

    double score(int i) {
        return scores[i];
    }

    int row(int i) {
        return rows[i];
    }

    int[] rows() {
        return rows;
    }

    void setRow(int i, int row) {
        rows[i] = row;
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            tree.release(nodes[i]);
        }
        size = 0;
    }

    /**
     * Adds a hypothesis, or its probability to that of one with the same tokens, which keeps its
     * times.
     *
     * @param node given to this
     */
    void add(int node, double score, int row) {
        for (int i = 0; i < size; i++) {
            if (tree.isSameText(nodes[i], node)) {
                double high = Math.max(scores[i], score);
                double low = Math.min(scores[i], score);
                scores[i] = high + Math.log1p(Math.exp(low - high));
                tree.release(node);
                return;
            }
        }
        nodes[size] = node;
        scores[size] = score;
        rows[size] = row;
        size++;
    }

    /**
     * The best one for the length of its tokens; the first of equals.
     *
     * @param tokensBefore how many tokens each has beside its own
     */
    int best(int tokensBefore) {
        int best = 0;
        double bestMean = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double mean = scores[i] / (tree.depth(nodes[i]) + tokensBefore);
            if (mean > bestMean) {
                best = i;
                bestMean = mean;
            }
        }
        return best;
    }

    void save(SnapshotWriter writer) {
        writer.putInt(size);
        TokenSequence tokens = new TokenSequence();
        int[] path = {};
        for (int i = 0; i < size; i++) {
            writer.putDouble(scores[i]);
            path = tree.path(nodes[i], path);
            tokens.truncate(0);
            tree.append(path, 0, tree.depth(nodes[i]), tokens);
            tokens.save(writer);
        }
    }

    void restore(SnapshotReader reader, int vocabularySize, long framesSeen) {
        clear();
        int count = reader.getInt(1, nodes.length);
        for (int i = 0; i < count; i++) {
            double score = reader.getDouble(-Double.MAX_VALUE, Double.MAX_VALUE);
            DecodedTokens tokens = DecodedTokens.restore(reader, vocabularySize, framesSeen);
            int node = TokenTree.ROOT;
            for (int j = 0; j < tokens.size(); j++) {
                int next = tree.extend(node, tokens.id(j), tokens.frame(j), tokens.confidence(j));
                tree.release(node);
                node = next;
            }
            add(node, score, NO_ROW);
        }
        reader.require(size == count, "hypotheses that differ", size + " of " + count);
    }
}
