package org.ossicle.emotion.functionals;

/** Lengths of voiced and unvoiced stretches, and the peaks of the smoothed energy. */
final class RhythmFunctionals {
    private static final int BELL = 7;
    private static final double USUAL_INTERVAL = 30;

    private final double[] bell = new double[BELL];
    private final double[] lengths;
    private final double[] gaps;
    private final double[] smooth;
    private final double[] heights;
    private final double[] intervals;
    private double valleys;

    /**
     * @param maxFrames most frames in a window
     */
    RhythmFunctionals(int maxFrames) {
        lengths = new double[maxFrames];
        gaps = new double[maxFrames];
        smooth = new double[maxFrames];
        heights = new double[maxFrames];
        intervals = new double[maxFrames];
        double sum = 0;
        for (int i = 0; i < BELL; i++) {
            bell[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 1) / (BELL + 1));
            sum += bell[i];
        }
        for (int i = 0; i < BELL; i++) {
            bell[i] /= sum;
        }
    }

    void add(Contours window, Row row) {
        double span = window.end - window.first;
        int voiced = runs(window, true);
        row.add(window.voicedFrames / span);
        row.add(window.heardFrames / span);
        row.add(Math.log(100 * voiced / span + 0.3));
        row.add(Math.log(Statistics.mean(lengths, voiced)));
        row.add(Math.log(Statistics.max(lengths, voiced)));
        row.add(Math.log(Statistics.deviation(lengths, voiced) + 2));
        row.add(voiced > 1 ? Math.log(Statistics.mean(gaps, voiced - 1)) : 0);
        row.add(voiced > 1 ? Math.log(Statistics.max(gaps, voiced - 1)) : 0);
        int unvoiced = runs(window, false);
        row.add(unvoiced > 0 ? Math.log(Statistics.mean(lengths, unvoiced)) : 0);
        row.add(Math.log(100 * unvoiced / span + 0.5));
        addPeaks(window, span, row);
    }

    /** Lengths of the voiced, or heard but unvoiced stretches, and the gaps between them. */
    private int runs(Contours window, boolean voiced) {
        int count = 0;
        int begin = -1;
        int lastEnd = 0;
        for (int t = 0; t <= window.frames; t++) {
            boolean inside =
                    t < window.frames
                            && (voiced ? window.voiced[t] : window.heard[t] && !window.voiced[t]);
            if (inside && begin < 0) {
                begin = t;
                if (count > 0) {
                    gaps[count - 1] = t - lastEnd;
                }
            } else if (!inside && begin >= 0) {
                lengths[count++] = t - begin;
                lastEnd = t;
                begin = -1;
            }
        }
        return count;
    }

    private void addPeaks(Contours window, double span, Row row) {
        smooth(window.values[Contours.ENERGY], window.frames);
        int peaks = findPeaks(window.frames);
        row.add(Math.log(100 * peaks / span + 0.5));
        if (peaks == 0) {
            heights[0] = 0;
        }
        double height = Statistics.mean(heights, Math.max(peaks, 1));
        row.add(height);
        row.add(Statistics.deviation(heights, Math.max(peaks, 1)));
        if (peaks < 2) {
            intervals[0] = USUAL_INTERVAL;
        }
        int between = Math.max(peaks - 1, 1);
        row.add(Math.log(Statistics.mean(intervals, between)));
        row.add(Math.log(Statistics.deviation(intervals, between) + 2));
        row.add(peaks > 1 ? height - valleys / (peaks - 1) : 0);
    }

    private void smooth(double[] energy, int frames) {
        for (int t = 0; t < frames; t++) {
            double sum = 0;
            for (int i = 0; i < BELL; i++) {
                int at = t + i - BELL / 2;
                sum += at >= 0 && at < frames ? bell[i] * energy[at] : 0;
            }
            smooth[t] = sum;
        }
    }

    /** Writes heights, the intervals between peaks, and the sum of the lowest points between. */
    private int findPeaks(int frames) {
        int peaks = 0;
        int last = 0;
        valleys = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int t = 1; t < frames - 1; t++) {
            boolean peak =
                    smooth[t] > smooth[t - 1]
                            && smooth[t] >= smooth[t + 1]
                            && smooth[t] > -Contours.HEARD_BELOW_TOP;
            if (peak) {
                heights[peaks] = smooth[t];
                if (peaks > 0) {
                    intervals[peaks - 1] = t - last;
                    valleys += lowest;
                }
                peaks++;
                last = t;
                lowest = smooth[t];
            }
            lowest = Math.min(lowest, smooth[t]);
        }
        return peaks;
    }
}
