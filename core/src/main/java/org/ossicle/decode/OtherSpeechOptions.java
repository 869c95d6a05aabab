package org.ossicle.decode;

/**
 * How much surer a word must be in the midst of speech that is none of the words.
 *
 * @param id the class that means other speech, never said itself
 * @param frames frames over which its probability is averaged, at least 1
 * @param lagFrames frames from the last of those to the one that is decided about, 0 or more: a
 *     word's own begin may sound like other speech
 * @param limit the threshold that other speech can raise a lower one to, 0 to 1
 */
public record OtherSpeechOptions(int id, int frames, int lagFrames, float limit) {
    /** The most frames and lag together, which bounds the memory of a search. */
    public static final int LONGEST_FRAMES = 10_000;

    /**
     * @throws IllegalArgumentException if a value is outside its range
     */
    public OtherSpeechOptions {
        if (id < 0) {
            throw new IllegalArgumentException("id must be a class, is " + id);
        }
        if (frames < 1 || lagFrames < 0 || frames > LONGEST_FRAMES - lagFrames) {
            throw new IllegalArgumentException(
                    "frames from 1 and lagFrames from 0, together up to "
                            + LONGEST_FRAMES
                            + ", are "
                            + frames
                            + " and "
                            + lagFrames);
        }
        if (!(limit >= 0 && limit <= 1)) {
            throw new IllegalArgumentException("limit must be 0 to 1, is " + limit);
        }
    }
}
