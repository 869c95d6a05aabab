package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordGrouperTest {
    private static String group(String... pieces) {
        TokenTable table = Tables.of(pieces);
        TokenSequence tokens = new TokenSequence();
        Arrays.stream(pieces).forEach(p -> tokens.append(table.id(p), tokens.size(), 1f));
        return WordGrouper.group(table, tokens.view()).stream()
                .map(w -> w.text() + " " + w.firstToken() + "-" + w.endToken())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\u2581HE|LLO|\u2581WORLD; HELLO 0-2, WORLD 2-3",
                "A|\u2581|B; A 0-1, B 2-3",
                "\u2581OF\u2581THE|SE; OF 0-1, THESE 0-2",
                "\u4F60|\u597D|\u2581HI; \u4F60 0-1, \u597D 1-2, HI 2-3",
                "\u4F60\u597D|HI|\u4F60; \u4F60 0-1, \u597D 0-1, HI 1-2, \u4F60 2-3",
                "\u4F60|\u3002|\u597D|A|\uFF0C|B; \u4F60\u3002 0-2, \u597D 2-3, A\uFF0C 3-5, B 5-6",
                "A|<0xE4>|<0xBD>|<0xA0>|B; A 0-1, \u4F60 1-4, B 4-5",
                "<0xE4>|<0xE5>|<0xA5>|<0xBD>; \u597D 1-4",
                "<0xE4>|<0xBD>|A; A 2-3",
                "<blk>|\u2581A|<unk>|B|</s>; AB 1-4",
            })
    void findsWordsAndTheirTokens(String pieces, String words) {
        assertEquals(words, group(pieces.split("\\|")));
    }

    @Test
    void findsNoWordInNoTokens() {
        assertTrue(WordGrouper.group(Tables.of("a"), DecodedTokens.NONE).isEmpty());
    }
}
