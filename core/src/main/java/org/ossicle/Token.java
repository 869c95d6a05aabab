package org.ossicle;

/**
 * One token of a model's vocabulary that was recognized.
 *
 * @param id its number in the vocabulary
 * @param piece as the vocabulary writes it; marks such as {@code <unk>} are tokens without text
 * @param startSeconds when the model emitted it, from the start of the stream
 * @param confidence posterior probability at that moment, 0 to 1
 */
public record Token(int id, String piece, double startSeconds, float confidence) {}
