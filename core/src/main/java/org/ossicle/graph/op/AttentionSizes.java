package org.ossicle.graph.op;

import java.util.Arrays;

/**
 * The sizes of one attention.
 *
 * @param batch B
 * @param queryHeads H
 * @param keyHeads G, which divides H
 * @param queries S
 * @param past P, the keys that came before
 * @param present T, the keys that come now
 * @param keySize D
 * @param valueSize E
 */
record AttentionSizes(
        long batch,
        long queryHeads,
        long keyHeads,
        long queries,
        long past,
        long present,
        long keySize,
        long valueSize) {

    /** The sizes, or null if the operands do not fit together; past keys and values may be null. */
    static AttentionSizes of(
            Attention op, long[] q, long[] k, long[] v, long[] pastKeys, long[] pastValues) {
        long[] queries = apart(q, op.queryHeads());
        long[] keys = apart(k, op.keyHeads());
        long[] values = apart(v, op.keyHeads());
        if (queries == null || keys == null || values == null) {
            return null;
        }
        boolean fit =
                q.length == k.length
                        && k.length == v.length
                        && queries[0] == keys[0]
                        && queries[3] == keys[3]
                        && keys[1] > 0
                        && queries[1] % keys[1] == 0
                        && Arrays.equals(keys, 0, 3, values, 0, 3);
        long past = pastKeys == null ? 0 : pastKeys.length == 4 ? pastKeys[2] : -1;
        AttentionSizes sizes =
                new AttentionSizes(
                        queries[0],
                        queries[1],
                        keys[1],
                        queries[2],
                        past,
                        keys[2],
                        queries[3],
                        values[3]);
        boolean pastFits =
                pastKeys == null
                        || (Arrays.equals(pastKeys, sizes.perKey(past, sizes.keySize))
                                && Arrays.equals(pastValues, sizes.perKey(past, sizes.valueSize)));
        return fit && pastFits ? sizes : null;
    }

    private static long[] apart(long[] dims, long heads) {
        if (dims.length == 4) {
            return dims;
        }
        boolean joined = dims.length == 3 && heads > 0 && dims[2] % heads == 0;
        return joined ? new long[] {dims[0], heads, dims[1], dims[2] / heads} : null;
    }

    private long[] perKey(long count, long size) {
        return new long[] {batch, keyHeads, count, size};
    }

    /** The number of keys, past and present. */
    long total() {
        return past + present;
    }

    long[] keys() {
        return perKey(total(), keySize);
    }

    long[] values() {
        return perKey(total(), valueSize);
    }

    long[] scores() {
        return new long[] {batch, queryHeads, queries, total()};
    }

    /** The sizes of y for operands of that rank. */
    long[] output(int rank) {
        return rank == 4
                ? new long[] {batch, queryHeads, queries, valueSize}
                : new long[] {batch, queries, queryHeads * valueSize};
    }

    /** Whether a mask stretches to the scores; it may lack the last keys. */
    boolean takesMask(long[] mask) {
        if (mask.length < 1 || mask[mask.length - 1] > total()) {
            return false;
        }
        long[] whole = mask.clone();
        whole[mask.length - 1] = total();
        return Broadcasting.fits(whole, scores());
    }
}
