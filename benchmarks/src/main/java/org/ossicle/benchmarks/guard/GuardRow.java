package org.ossicle.benchmarks.guard;

/**
 * One line of the guard's table. Numbers that do not apply are NaN.
 *
 * @param work what was done
 * @param peer whom ours is compared with, or ""
 * @param peerMedianUs the peer's median time in microseconds
 * @param oursMedianUs our median time in microseconds
 * @param oursP99Us what 99 of 100 of our calls stay below, in microseconds
 * @param ratio ours divided by the peer's: below 1, ours is faster or smaller
 * @param cpuRatio the same of the processor time spent, which a busy machine disturbs less
 * @param bytesPerOp Java heap bytes that one of our calls takes
 * @param peerKib resident memory of the peer, for rows about memory
 * @param oursKib our resident memory, for rows about memory
 * @param skipped why the row could not be measured, or null
 */
record GuardRow(
        String work,
        String peer,
        double peerMedianUs,
        double oursMedianUs,
        double oursP99Us,
        double ratio,
        double cpuRatio,
        double bytesPerOp,
        double peerKib,
        double oursKib,
        String skipped) {
    private static final double NONE = Double.NaN;

    static GuardRow ofTimes(
            String work, String peer, Samples ours, Samples theirs, double bytesPerOp) {
        double oursMedian = ours.quantileUs(0.5);
        double peerMedian = theirs.quantileUs(0.5);
        return new GuardRow(
                work,
                peer,
                peerMedian,
                oursMedian,
                ours.quantileUs(0.99),
                oursMedian / peerMedian,
                ours.cpuMedianUs() / theirs.cpuMedianUs(),
                bytesPerOp,
                NONE,
                NONE,
                null);
    }

    static GuardRow ofMemory(String work, String peer, double oursKib, double peerKib) {
        return new GuardRow(
                work,
                peer,
                NONE,
                NONE,
                NONE,
                oursKib / peerKib,
                NONE,
                NONE,
                peerKib,
                oursKib,
                null);
    }

    static GuardRow skipped(String work, String peer, String reason) {
        return new GuardRow(work, peer, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, reason);
    }
}
