package org.ossicle.decode;

import java.util.Arrays;

/**
 * The tokens of hypotheses that share their beginnings: each node is a token behind another one,
 * and stands for all tokens from the root to itself. Nodes are counted references: whoever got one
 * from {@link #extend} or {@link #keep} gives it back to {@link #release}. Once the arrays have
 * grown, nothing is allocated.
 */
final class TokenTree {
    /** The hypothesis without tokens; never freed. */
    static final int ROOT = -1;

    private static final int INITIAL_CAPACITY = 64;
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private int[] parents = new int[INITIAL_CAPACITY];
    private int[] ids = new int[INITIAL_CAPACITY];
    private long[] frames = new long[INITIAL_CAPACITY];
    private float[] confidences = new float[INITIAL_CAPACITY];
    private int[] depths = new int[INITIAL_CAPACITY];
    private long[] hashes = new long[INITIAL_CAPACITY];
    private int[] references = new int[INITIAL_CAPACITY];

    /** The first of the free nodes, which are chained by their parents; ROOT if there is none. */
    private int free = ROOT;

    /** Nodes from here on were never used. */
    private int used;

    /** A new node behind another one, which stays the caller's; see {@link DecodedTokens}. */
    int extend(int parent, int id, long frame, float confidence) {
        int node = free;
        if (node == ROOT) {
            node = used++;
            ensureCapacity(used);
        } else {
            free = parents[node];
        }
        keep(parent);
        parents[node] = parent;
        ids[node] = id;
        frames[node] = frame;
        confidences[node] = confidence;
        depths[node] = depth(parent) + 1;
        hashes[node] = (hash(parent) + id + 1) * HASH_FACTOR;
        references[node] = 1;
        return node;
    }

    private void ensureCapacity(int needed) {
        if (needed > ids.length) {
            int capacity = ids.length * 2;
            parents = Arrays.copyOf(parents, capacity);
            ids = Arrays.copyOf(ids, capacity);
            frames = Arrays.copyOf(frames, capacity);
            confidences = Arrays.copyOf(confidences, capacity);
            depths = Arrays.copyOf(depths, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            references = Arrays.copyOf(references, capacity);
        }
    }

    /** One more reference to a node; returns it. */
    int keep(int node) {
        if (node != ROOT) {
            references[node]++;
        }
        return node;
    }

    /** One reference less; nodes that nobody refers to are used again. */
    void release(int node) {
        int released = node;
        while (released != ROOT && --references[released] == 0) {
            int parent = parents[released];
            parents[released] = free;
            free = released;
            released = parent;
        }
    }

    /** Number of tokens up to a node. */
    int depth(int node) {
        return node == ROOT ? 0 : depths[node];
    }

    private long hash(int node) {
        return node == ROOT ? 0 : hashes[node];
    }

    /** The node before one that is not the root. */
    int parent(int node) {
        return parents[node];
    }

    int id(int node) {
        return ids[node];
    }

    long frame(int node) {
        return frames[node];
    }

    /** Whether two nodes stand for the same token ids. */
    boolean isSameText(int a, int b) {
        if (depth(a) != depth(b) || hash(a) != hash(b)) {
            return false;
        }
        int left = a;
        int right = b;
        while (left != right) {
            if (ids[left] != ids[right]) {
                return false;
            }
            left = parents[left];
            right = parents[right];
        }
        return true;
    }

    /**
     * The nodes from the first token to {@code node}.
     *
     * @param room where they are written if they fit
     * @return {@code room} or a larger array
     */
    int[] path(int node, int[] room) {
        int depth = depth(node);
        int[] path = depth <= room.length ? room : new int[2 * depth];
        int at = node;
        for (int i = depth - 1; i >= 0; i--) {
            path[i] = at;
            at = parents[at];
        }
        return path;
    }

    /** Appends the tokens of a part of a path. */
    void append(int[] path, int from, int to, TokenSequence tokens) {
        for (int i = from; i < to; i++) {
            tokens.append(ids[path[i]], frames[path[i]], confidences[path[i]]);
        }
    }

    /** Nodes in use. */
    int size() {
        int count = used;
        for (int node = free; node != ROOT; node = parents[node]) {
            count--;
        }
        return count;
    }
}
