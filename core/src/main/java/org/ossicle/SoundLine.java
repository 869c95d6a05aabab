package org.ossicle;

import org.ossicle.audio.SampleRing;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * One channel at one rate, cut into cells of equal length from the start of the sound, so that what
 * hears the cells in turn does so in an order that does not depend on how the sound came.
 */
final class SoundLine {
    private static final int CELL_MS = 20;

    /** A slice of the intake, with what a resampler may add to it, and a cell that is not full. */
    private static final int HELD_MS = 300;

    private final int rateHz;
    private final PcmIntake intake;
    private final SampleRing ring;
    private final float[] cell;

    SoundLine(int rateHz, int channel) {
        this.rateHz = rateHz;
        this.intake = new PcmIntake(StreamKind.SESSION.type(), rateHz, channel);
        this.ring = new SampleRing(rateHz * HELD_MS / 1000);
        this.cell = new float[rateHz * CELL_MS / 1000];
    }

    int rateHz() {
        return rateHz;
    }

    /** To begin and end calls with. */
    PcmIntake intake() {
        return intake;
    }

    /** Takes the next slice of the call. */
    void take() {
        int count = intake.next();
        ring.append(intake.samples(), 0, count);
    }

    /** Takes what is on its way, at the end of the sound. */
    void flush() {
        int count = intake.flush();
        ring.append(intake.samples(), 0, count);
    }

    boolean hasCell() {
        return ring.end() - ring.begin() >= cell.length;
    }

    boolean hasSound() {
        return ring.end() > ring.begin();
    }

    /** Cuts the next cell, or what is left of one; returns its length. */
    int cut() {
        int count = (int) Math.min(cell.length, ring.end() - ring.begin());
        ring.copy(ring.begin(), cell, 0, count);
        ring.discardBefore(ring.begin() + count);
        return count;
    }

    /** The samples of the last {@link #cut}. */
    float[] cell() {
        return cell;
    }

    void restart() {
        intake.restart();
        ring.reset();
    }

    void save(SnapshotWriter writer) {
        intake.save(writer);
        ring.save(writer);
    }

    void restore(SnapshotReader reader) {
        intake.restore(reader);
        ring.restore(reader);
        reader.require(!hasCell(), "less than a cell of samples", ring.end() - ring.begin());
    }
}
