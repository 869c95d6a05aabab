package org.ossicle.emotion.functionals;

/**
 * The contours of a window on a grid of 20 ms and of fixed size, for networks that look at how a
 * voice moves instead of at statistics of it. A window that is shorter than the grid repeats.
 */
final class ContourGrid {
    /** Steps of the grid. */
    static final int STEPS = 96;

    /** Numbers in a step: the contours, and the shares of its frames that are voiced and heard. */
    static final int COLUMNS = Contours.COUNT + 2;

    /** Numbers in the grid. */
    static final int COUNT = STEPS * COLUMNS;

    /** A step is the mean of so many frames. */
    private static final int FRAMES = 2;

    private ContourGrid() {}

    /** Adds the grid to a row, one step after the other. */
    static void add(Contours contours, Row row) {
        int steps = contours.frames / FRAMES;
        for (int step = 0; step < STEPS; step++) {
            int at = step % steps * FRAMES;
            for (int i = 0; i < Contours.COUNT; i++) {
                double[] contour = contours.values[i];
                row.add((contour[at] + contour[at + 1]) / FRAMES);
            }
            row.add(share(contours.voiced, at));
            row.add(share(contours.heard, at));
        }
    }

    private static double share(boolean[] counts, int at) {
        return ((counts[at] ? 1 : 0) + (counts[at + 1] ? 1 : 0)) / (double) FRAMES;
    }
}
