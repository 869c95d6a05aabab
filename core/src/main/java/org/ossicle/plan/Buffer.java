package org.ossicle.plan;

/** A run of bytes that tensors of a plan under construction view. Identity counts. */
final class Buffer {
    private final Residence residence;
    private final int slot;
    private long bytes;
    private Buffer mergedInto;

    private Buffer(Residence residence, int slot, long bytes) {
        this.residence = residence;
        this.slot = slot;
        this.bytes = bytes;
    }

    static Buffer scratch(long bytes) {
        return new Buffer(Residence.SCRATCH, 0, bytes);
    }

    /** The buffer of an input, output or side of a state. */
    static Buffer slot(Residence residence, int slot, long bytes) {
        return new Buffer(residence, slot, bytes);
    }

    static Buffer weight(int index, long bytes) {
        return new Buffer(Residence.WEIGHT, index, bytes);
    }

    Residence residence() {
        return residence;
    }

    /** The index of the slot or weight; 0 for scratch. */
    int slot() {
        return slot;
    }

    long bytes() {
        return bytes;
    }

    /** The buffer whose bytes this one has become part of; itself at first. */
    Buffer root() {
        return mergedInto == null ? this : mergedInto.root();
    }

    /** Makes this buffer the same bytes as {@code other}, which grows if it has to. */
    void mergeInto(Buffer other) {
        other.bytes = Math.max(other.bytes, bytes);
        mergedInto = other;
    }

    boolean isScratch() {
        return residence == Residence.SCRATCH;
    }
}
