package org.ossicle;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Finds keywords in the transcripts of one channel, each spoken one once. */
final class KeywordWatch {
    private final Set<String> keywords;
    private final boolean tokensAreWords;
    private int wordsSeen;

    /** The last of the words seen, in whose place a partial transcript may put another. */
    private String lastSeen = "";

    /**
     * @param keywords in lower case
     * @param words the only ones there can be, of which the last of a partial transcript is whole;
     *     empty if there may be any, so that the last one may still grow and is waited for
     * @throws IllegalArgumentException if a keyword is none of the words
     */
    KeywordWatch(Set<String> keywords, List<String> words) {
        this.keywords = keywords;
        this.tokensAreWords = !words.isEmpty();
        if (tokensAreWords) {
            requireAmong(words);
        }
    }

    private void requireAmong(List<String> words) {
        for (String keyword : keywords) {
            if (words.stream().noneMatch(word -> isKeyword(keyword, word))) {
                throw new IllegalArgumentException(
                        "the model cannot write the keyword '"
                                + keyword
                                + "'; its words are "
                                + String.join(", ", words));
            }
        }
    }

    private static boolean isKeyword(String keyword, String word) {
        return word.toLowerCase(Locale.ROOT).equals(keyword);
    }

    /** Tells the queue of the keywords that this transcript brings. */
    void watch(int channel, Transcript transcript, SessionQueue events) {
        if (keywords.isEmpty()) {
            return;
        }
        List<Word> words = transcript.words();
        int whole = words.size() - (transcript.isFinal() || tokensAreWords ? 0 : 1);
        if (wordsSeen > 0 && wordsSeen <= whole && !isStill(words.get(wordsSeen - 1))) {
            wordsSeen--;
        }
        for (; wordsSeen < whole; wordsSeen++) {
            Word word = words.get(wordsSeen);
            lastSeen = word.text();
            if (keywords.contains(lastSeen.toLowerCase(Locale.ROOT))) {
                events.add(new SessionEvent.Keyword(channel, word));
            }
        }
        if (transcript.isFinal()) {
            restart();
        }
    }

    private boolean isStill(Word word) {
        return word.text().equals(lastSeen);
    }

    void restart() {
        wordsSeen = 0;
        lastSeen = "";
    }

    void save(SnapshotWriter writer) {
        writer.putInt(wordsSeen);
        writer.putText(lastSeen);
    }

    void restore(SnapshotReader reader) {
        wordsSeen = reader.getInt(0, Integer.MAX_VALUE);
        lastSeen = reader.getText();
    }
}
