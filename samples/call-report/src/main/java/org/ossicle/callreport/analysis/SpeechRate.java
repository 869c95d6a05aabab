package org.ossicle.callreport.analysis;

import java.util.List;
import org.ossicle.Word;

/** How fast somebody talks: words per minute of talk, pauses left out. */
public final class SpeechRate {
    /** In less talk, one word more or less changes the rate too much. */
    private static final double MIN_TALK_SECONDS = 2;

    private SpeechRate() {}

    /**
     * @param words of the speaker; those that begin in the part count
     * @param part of the call
     * @return null if there is too little talk in the part to tell
     */
    public static Double wordsPerMinute(List<Word> words, Spans talk, Span part) {
        double seconds = talk.within(part).seconds();
        if (seconds < MIN_TALK_SECONDS) {
            return null;
        }
        long count = words.stream().filter(w -> part.contains(w.startSeconds())).count();
        return count * 60 / seconds;
    }
}
