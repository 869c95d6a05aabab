package org.ossicle.cli.output;

import java.util.List;
import org.ossicle.Word;

/**
 * What was said in one input.
 *
 * @param text the whole text, on one line
 * @param durationSeconds of the audio
 * @param words the text in pieces with their times, in order
 */
public record FileTranscript(String text, double durationSeconds, List<Word> words) {}
