package org.ossicle;

/**
 * One word that was recognized; in Chinese and Japanese text, one character.
 *
 * @param text the word without spaces
 * @param startSeconds when its first token was emitted, from the start of the stream
 * @param endSeconds end of the output frame that emitted its last token: after the start, and often
 *     before the sound of the word is over
 * @param confidence of its least certain token, 0 to 1
 */
public record Word(String text, double startSeconds, double endSeconds, float confidence) {}
