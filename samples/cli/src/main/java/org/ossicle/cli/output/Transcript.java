package org.ossicle.cli.output;

import java.util.List;

/**
 * What was said in one input.
 *
 * @param text the whole text, on one line
 * @param durationSeconds of the audio
 * @param words the text in pieces with their times, in order
 */
public record Transcript(String text, double durationSeconds, List<Word> words) {
    /** A piece of text and its time from the start of the input. */
    public record Word(String text, double startSeconds, double endSeconds) {}
}
