package org.ossicle.emotion.functionals;

/**
 * One row of numbers that describes how a window of speech sounds, from the descriptors of its
 * frames. Everything is relative to the window's own loudest frames, so that the level of a
 * recording drops out.
 *
 * <p>For one owner. Nothing is allocated after construction.
 */
public final class Functionals {
    /** The name of this definition, which a model must have been trained on. */
    public static final String FEATURE_SET = "ossicle-emotion-1";

    /** The name of the same functionals followed by the contours they are made of. */
    public static final String FEATURE_SET_WITH_CONTOURS = "ossicle-emotion-2";

    /** Fewest frames of a window. */
    public static final int FEWEST_FRAMES = 8;

    private final int maxFrames;
    private final Contours contours;
    private final ContourFunctionals contourFunctionals;
    private final RhythmFunctionals rhythm;
    private final SegmentFunctionals segments;
    private final MelodyFunctionals melody = new MelodyFunctionals();
    private final ModulationFunctionals modulations;
    private final Row row = new Row();

    /**
     * @param maxFrames most frames in a window, at least {@link #FEWEST_FRAMES}
     */
    public Functionals(int maxFrames) {
        if (maxFrames < FEWEST_FRAMES) {
            throw new IllegalArgumentException(
                    "maxFrames must be " + FEWEST_FRAMES + " or more, is " + maxFrames);
        }
        this.maxFrames = maxFrames;
        this.contours = new Contours(maxFrames);
        this.contourFunctionals = new ContourFunctionals(maxFrames);
        this.rhythm = new RhythmFunctionals(maxFrames);
        this.segments = new SegmentFunctionals(maxFrames);
        this.modulations = new ModulationFunctionals(maxFrames);
    }

    /** Functionals in a row. */
    public static int count() {
        Functionals functionals = new Functionals(FEWEST_FRAMES);
        return functionals.of(
                new float[FEWEST_FRAMES * Descriptors.COUNT], FEWEST_FRAMES, new float[0]);
    }

    /** Numbers in a row of functionals and contours. */
    public static int countWithContours() {
        return count() + ContourGrid.COUNT;
    }

    /**
     * Describes a window.
     *
     * @param window frames of {@link DescriptorFrames#DIM} floats, one after the other
     * @param frames how many, {@link #FEWEST_FRAMES} to the most
     * @param values gets the row, as far as it has room: {@link #count} functionals, and where it
     *     is longer the contours after them
     * @return numbers added to the row
     * @throws IllegalArgumentException if there are too few or too many frames
     */
    public int of(float[] window, int frames, float[] values) {
        if (frames < FEWEST_FRAMES || frames > maxFrames) {
            throw new IllegalArgumentException(
                    "frames must be " + FEWEST_FRAMES + " to " + maxFrames + ", are " + frames);
        }
        contours.read(window, frames);
        row.begin(values);
        contourFunctionals.add(contours, row);
        rhythm.add(contours, row);
        segments.add(contours, row);
        melody.add(contours, row);
        modulations.add(contours, row);
        if (row.count() < values.length) {
            ContourGrid.add(contours, row);
        }
        return row.count();
    }
}
