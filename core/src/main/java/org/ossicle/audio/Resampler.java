package org.ossicle.audio;

import java.util.Objects;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Changes the sample rate of one mono stream, from any integer rate to any other, by band-limited
 * interpolation. The output does not depend on how the input was cut into chunks, to the bit. Equal
 * rates pass through untouched.
 *
 * <p>Output sample m stands for the same moment as input sample m * inputRate / outputRate: there
 * is no delay to compensate, but samples are held back until the filter (six zero crossings of the
 * lower rate, under half a millisecond at 16 kHz) has seen what follows them. Before the stream and
 * after {@link #flush} the signal counts as silence. A whole stream of n samples gives n *
 * outputRate / inputRate samples, rounded up. With r the lower rate, tones up to 0.3 r keep their
 * level within 1 %, tones above 0.66 r are at least 40 dB down.
 *
 * <p>For one owner. Nothing is allocated after construction. The filter takes 4 bytes times the
 * taps (about 13 * max(1, inputRate / outputRate)) times outputRate / gcd of the rates.
 */
public final class Resampler {
    private static final int BLOCK = 1024;

    private final int inputRateHz;
    private final int outputRateHz;
    private final SincFilter filter;
    private final float[] history;
    private final int lead;

    /** Samples of {@link #history} in use. */
    private int held;

    /** Where the running filter cycle starts in {@link #history}; may be negative. */
    private int cycleStart;

    private int phase;
    private long inputTotal;
    private long outputTotal;

    /**
     * @throws org.ossicle.error.AudioException when a rate is outside the range of PcmFormat
     */
    public Resampler(int inputRateHz, int outputRateHz) {
        PcmFormat.requireSampleRate("Resampler.inputRateHz", inputRateHz);
        PcmFormat.requireSampleRate("Resampler.outputRateHz", outputRateHz);
        this.inputRateHz = inputRateHz;
        this.outputRateHz = outputRateHz;
        if (inputRateHz == outputRateHz) {
            this.filter = null;
            this.history = null;
            this.lead = 0;
        } else {
            this.filter = new SincFilter(inputRateHz, outputRateHz);
            this.lead = -filter.firstInput[0];
            this.history = new float[filter.maxTaps + lead + BLOCK];
        }
        reset();
    }

    /** Samples per second that come in. */
    public int inputRateHz() {
        return inputRateHz;
    }

    /** Samples per second that go out. */
    public int outputRateHz() {
        return outputRateHz;
    }

    /**
     * The most samples that {@link #process} with {@code inputSamples} more samples, and {@link
     * #flush} after it, can write together from here on.
     */
    public int outputBound(int inputSamples) {
        return Math.toIntExact(outputsFor(inputTotal + inputSamples) - outputTotal);
    }

    /** The most samples that one call can write for so much input, wherever the stream stands. */
    public int blockBound(int inputSamples) {
        int held = filter == null ? 0 : history.length - BLOCK;
        return Math.toIntExact(outputsFor((long) inputSamples + held) + 1);
    }

    /**
     * Takes input and writes the samples that are complete.
     *
     * @param input samples {@code offset .. offset + length - 1} are read, nothing else; must not
     *     be {@code output}
     * @param output needs room for {@link #outputBound} samples from {@code outputOffset}
     * @return samples written
     * @throws org.ossicle.error.AudioException when a sample is not finite; nothing has changed
     *     then
     * @throws IndexOutOfBoundsException when a range does not lie within its array; as above
     */
    public int process(float[] input, int offset, int length, float[] output, int outputOffset) {
        Objects.checkFromIndexSize(offset, length, input.length);
        Objects.checkFromIndexSize(outputOffset, outputBound(length), output.length);
        SampleCheck.requireFinite("Resampler.process", input, offset, length, inputTotal);
        inputTotal += length;
        if (filter == null) {
            System.arraycopy(input, offset, output, outputOffset, length);
            outputTotal += length;
            return length;
        }
        int written = 0;
        for (int taken = 0; taken < length; ) {
            int block = Math.min(length - taken, history.length - held);
            System.arraycopy(input, offset + taken, history, held, block);
            held += block;
            taken += block;
            written += filterHeld(output, outputOffset + written);
        }
        return written;
    }

    /**
     * Ends the stream: writes the samples still held back and makes the resampler as new.
     *
     * @param output needs room for {@link #outputBound outputBound(0)} samples
     * @return samples written
     */
    public int flush(float[] output, int outputOffset) {
        Objects.checkFromIndexSize(outputOffset, outputBound(0), output.length);
        int written = 0;
        long end = outputsFor(inputTotal);
        while (outputTotal < end) {
            int silence = history.length - held;
            java.util.Arrays.fill(history, held, history.length, 0f);
            held += silence;
            written += filterHeld(output, outputOffset + written);
        }
        reset();
        return written;
    }

    /** Forgets the stream. */
    public void reset() {
        inputTotal = 0;
        outputTotal = 0;
        phase = 0;
        if (filter != null) {
            java.util.Arrays.fill(history, 0, lead, 0f);
            held = lead;
            cycleStart = lead;
        }
    }

    /** Writes where the stream stands, and the input that later output needs. */
    public void save(SnapshotWriter writer) {
        writer.section("resampler");
        writer.putLong(inputTotal);
        writer.putLong(outputTotal);
        if (filter != null) {
            writer.putInt(held);
            writer.putFloats(history, 0, held);
        }
    }

    /**
     * Takes over what {@link #save} of a resampler of the same rates wrote.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written
     */
    public void restore(SnapshotReader reader) {
        reader.section("resampler");
        inputTotal = reader.getPosition();
        outputTotal = reader.getPosition();
        long due = outputsFor(inputTotal);
        reader.require(outputTotal <= due, "at most " + due + " samples given", outputTotal);
        if (filter == null) {
            reader.require(outputTotal == inputTotal, "all samples given", outputTotal);
            return;
        }
        held = reader.getInt(0, history.length);
        reader.getFloats(history, 0, held);
        phase = (int) (outputTotal % filter.phases);
        long cycle = outputTotal / filter.phases * filter.inputPerCycle;
        long start = cycle - inputTotal + held;
        long from = start + filter.firstInput[phase];
        int taps = filter.weightStart[phase + 1] - filter.weightStart[phase];
        boolean usedDropped = from == 0 || held == 0 && from > 0 && from <= history.length;
        boolean allGiven = from + taps > held || outputTotal == due;
        reader.require(usedDropped && allGiven, "as much input as is needed", held + " samples");
        cycleStart = (int) start;
    }

    /** Writes every output whose inputs are all in the history, but none past the stream's end. */
    private int filterHeld(float[] output, int outputOffset) {
        int[] firstInput = filter.firstInput;
        int[] weightStart = filter.weightStart;
        int room = (int) Math.min(Integer.MAX_VALUE, outputsFor(inputTotal) - outputTotal);
        int written = 0;
        while (written < room) {
            int from = cycleStart + firstInput[phase];
            int taps = weightStart[phase + 1] - weightStart[phase];
            if (from + taps > held) {
                break;
            }
            output[outputOffset + written] =
                    dot(history, from, filter.weights, weightStart[phase], taps);
            written++;
            if (++phase == filter.phases) {
                phase = 0;
                cycleStart += filter.inputPerCycle;
            }
        }
        outputTotal += written;
        dropUsed(Math.min(held, cycleStart + firstInput[phase]));
        return written;
    }

    private void dropUsed(int count) {
        if (count > 0) {
            System.arraycopy(history, count, history, 0, held - count);
            held -= count;
            cycleStart -= count;
        }
    }

    /** Four running sums, always in the same order, so that chunking cannot change a rounding. */
    private static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[aOffset + i] * b[bOffset + i];
            s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < length; i++) {
            s0 += a[aOffset + i] * b[bOffset + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private long outputsFor(long inputs) {
        return (inputs * outputRateHz + inputRateHz - 1) / inputRateHz;
    }
}
