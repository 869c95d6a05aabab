package org.ossicle.benchmarks.guard;

/**
 * What a measurement gave. Numbers that do not apply are NaN.
 *
 * @param peerMedianUs the peer's median time in microseconds
 * @param peerP99Us what 99 of 100 of the peer's calls stay below, in microseconds
 * @param oursMedianUs our median time in microseconds
 * @param oursP99Us what 99 of 100 of our calls stay below, in microseconds
 * @param ratio the peer's divided by ours: above 1, ours is faster or smaller
 * @param cpuRatio the same of the processor time spent, which a busy machine disturbs less
 * @param bytesPerOp Java heap bytes that one of our calls takes
 * @param peerKib resident memory of the peer, for rows about memory
 * @param oursKib our resident memory, for rows about memory
 */
record Measured(
        double peerMedianUs,
        double peerP99Us,
        double oursMedianUs,
        double oursP99Us,
        double ratio,
        double cpuRatio,
        double bytesPerOp,
        double peerKib,
        double oursKib) {
    private static final double NONE = Double.NaN;

    /** No number at all. */
    static final Measured NOTHING =
            new Measured(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);

    static Measured times(Samples ours, Samples peer, double bytesPerOp) {
        double oursMedian = ours.quantileUs(0.5);
        double peerMedian = peer.quantileUs(0.5);
        return new Measured(
                peerMedian,
                peer.quantileUs(0.99),
                oursMedian,
                ours.quantileUs(0.99),
                peerMedian / oursMedian,
                peer.cpuMedianUs() / ours.cpuMedianUs(),
                bytesPerOp,
                NONE,
                NONE);
    }

    /** Times of single calls, in microseconds. */
    static Measured single(double oursUs, double peerUs) {
        return new Measured(peerUs, NONE, oursUs, NONE, peerUs / oursUs, NONE, NONE, NONE, NONE);
    }

    /** Ours without a peer. */
    static Measured alone(double medianUs, double p99Us, double bytesPerOp) {
        return new Measured(NONE, NONE, medianUs, p99Us, NONE, NONE, bytesPerOp, NONE, NONE);
    }

    static Measured memory(double oursKib, double peerKib) {
        return new Measured(
                NONE, NONE, NONE, NONE, peerKib / oursKib, NONE, NONE, peerKib, oursKib);
    }

    /** This, with what ours took under other conditions as its peer. */
    Measured nextTo(Measured other) {
        return new Measured(
                other.oursMedianUs,
                other.oursP99Us,
                oursMedianUs,
                oursP99Us,
                other.oursMedianUs / oursMedianUs,
                NONE,
                bytesPerOp,
                NONE,
                NONE);
    }

    boolean isMemory() {
        return !Double.isNaN(oursKib);
    }
}
