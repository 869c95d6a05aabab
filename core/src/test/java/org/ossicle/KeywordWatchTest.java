package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ossicle.decode.SymbolEncoding;
import org.ossicle.decode.TokenSequence;
import org.ossicle.decode.TokenTable;

class KeywordWatchTest {
    private static final int FRAME_MS = 20;
    private static final List<String> WORDS = List.of("cat", "stop", "Computer");

    private final TokenTable table = table();
    private final List<String> told = new ArrayList<>();
    private final SessionQueue events = new SessionQueue(this::note);

    private void note(SessionEvent event) {
        told.add(((SessionEvent.Keyword) event).word().text());
    }

    private static TokenTable table() {
        StringBuilder file = new StringBuilder("<blk> 0\n");
        for (int i = 0; i < WORDS.size(); i++) {
            file.append('\u2581').append(WORDS.get(i)).append(' ').append(i + 1).append('\n');
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        return TokenTable.read(new ByteArrayInputStream(bytes), "test", SymbolEncoding.PLAIN);
    }

    private void hear(KeywordWatch watch, boolean isFinal, String... words) {
        TokenSequence tokens = new TokenSequence();
        for (int i = 0; i < words.length; i++) {
            tokens.append(WORDS.indexOf(words[i]) + 1, 30L * i, 1f);
        }
        Transcript transcript =
                new Transcript(String.join(" ", words), 0, isFinal, tokens.view(), table, FRAME_MS);
        watch.watch(0, transcript, events);
        events.deliver();
    }

    @Test
    void tellsOfEachSpokenKeywordOnce() {
        KeywordWatch watch = new KeywordWatch(Set.of("computer"), WORDS);
        hear(watch, false, "Computer");
        hear(watch, false, "Computer", "stop");
        hear(watch, true, "Computer", "stop");
        assertEquals(List.of("Computer"), told);
        hear(watch, false, "Computer");
        assertEquals(List.of("Computer", "Computer"), told, "of the next segment");
    }

    @Test
    void tellsOfAKeywordThatTakesThePlaceOfAnotherWord() {
        KeywordWatch watch = new KeywordWatch(Set.of("computer"), WORDS);
        hear(watch, false, "stop", "cat");
        hear(watch, false, "stop", "Computer");
        hear(watch, true, "stop", "Computer");
        assertEquals(List.of("Computer"), told);
    }

    @Test
    void waitsForAWordThatMayStillGrow() {
        KeywordWatch watch = new KeywordWatch(Set.of("computer"), List.of());
        hear(watch, false, "stop", "Computer");
        assertEquals(List.of(), told);
        hear(watch, true, "stop", "Computer");
        assertEquals(List.of("Computer"), told);
    }

    @Test
    void keywordsThatTheModelCannotWriteAreRefused() {
        Set<String> keywords = Set.of("alexa");
        Exception e =
                assertThrows(
                        IllegalArgumentException.class, () -> new KeywordWatch(keywords, WORDS));
        assertEquals(
                "the model cannot write the keyword 'alexa'; its words are cat, stop, Computer",
                e.getMessage());
    }
}
