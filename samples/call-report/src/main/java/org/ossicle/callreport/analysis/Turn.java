package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ossicle.Word;

/**
 * What one speaker says without a long pause.
 *
 * @param speaker 0 or 1
 * @param startSeconds of the first word
 * @param endSeconds of the last word
 * @param words at least one, in order
 */
public record Turn(int speaker, double startSeconds, double endSeconds, List<Word> words) {
    private static final double MAX_PAUSE_SECONDS = 1.0;

    /** The turns of a call in the order in which they begin; two may overlap. */
    public static List<Turn> of(List<HeardChannel> channels) {
        List<Turn> turns = new ArrayList<>();
        for (int speaker = 0; speaker < channels.size(); speaker++) {
            List<Word> said = new ArrayList<>();
            for (Word word : channels.get(speaker).words()) {
                if (!said.isEmpty() && pause(said, word) > MAX_PAUSE_SECONDS) {
                    turns.add(turn(speaker, said));
                    said.clear();
                }
                said.add(word);
            }
            if (!said.isEmpty()) {
                turns.add(turn(speaker, said));
            }
        }
        turns.sort(Comparator.comparingDouble(Turn::startSeconds));
        return List.copyOf(turns);
    }

    private static double pause(List<Word> said, Word next) {
        return next.startSeconds() - said.get(said.size() - 1).endSeconds();
    }

    private static Turn turn(int speaker, List<Word> said) {
        double end = said.get(said.size() - 1).endSeconds();
        return new Turn(speaker, said.get(0).startSeconds(), end, List.copyOf(said));
    }

    /** The words with a space between each two. */
    public String text() {
        return String.join(" ", words.stream().map(Word::text).toList());
    }
}
