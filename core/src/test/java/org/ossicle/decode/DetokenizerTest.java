package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetokenizerTest {
    private static final String NI = "\u4F60";
    private static final String HAO = "\u597D";

    /**
     * A table that has every piece of the text, in order of appearance, and the ids of the text.
     */
    private static String join(String... pieces) {
        TokenTable table = Tables.of(pieces);
        TokenSequence tokens = new TokenSequence();
        for (String piece : pieces) {
            tokens.append(table.id(piece), tokens.size(), 1f);
        }
        return Detokenizer.text(table, tokens.view());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\u2581HE|LLO|\u2581WORLD; HELLO WORLD",
                "\u2581|A|\u2581|\u2581|B; A B",
                "\u4F60|\u597D; \u4F60\u597D",
                "\u2581\u4F60|\u2581\u597D; \u4F60\u597D",
                "\u2581HI|\u2581\u4F60|\u2581HI; HI \u4F60 HI",
                "\u2581\u4F60|\uFF0C|\u2581\u597D; \u4F60\uFF0C\u597D",
                "\u2581\uAC00|\u2581\uB098; \uAC00 \uB098",
                "<0xE4>|<0xBD>|<0xA0>; \u4F60",
                "\u2581A|<0xf0>|<0x9F>|<0x98>|<0x80>; A\uD83D\uDE00",
                "<0xE4>|<0xBD>|\u2581A; A",
                "A|<0xBD>|<0xFF>|B; AB",
                "A|<0x00>|<0x0A>|B; A B",
                "<blk>|\u2581A|<unk>|<en-US>|B|</s>; AB",
                "\u2581OF\u2581THE; OF THE",
            })
    void joinsPieces(String pieces, String text) {
        assertEquals(text, join(pieces.split("\\|")));
    }

    @Test
    void joinsByteLevelPieces() {
        // "你" is E4 BD A0, "好" is E5 A5 BD; each byte takes its character of the alphabet.
        String ni = "\u018B\u0163\u0145";
        String hao = "\u018C\u014B\u0163";
        TokenTable table = Tables.of("<blk>", "\u2581" + ni, "\u2581HI", hao, ni.substring(0, 1));
        assertEquals(PieceStyle.BYTE_LEVEL, table.style());
        Detokenizer text = new Detokenizer(table);
        for (int id : new int[] {1, 3, 2, 4, 2}) {
            text.append(id);
        }
        assertEquals(NI + HAO + " HI HI", text.text());
    }

    @Test
    void spellsEveryByteOnceInTheByteLevelAlphabet() {
        boolean[] seen = new boolean[256];
        int characters = 0;
        for (char c = 0; c <= 0x24F; c++) {
            int value = ByteLevelAlphabet.byteOf(c);
            if (value >= 0) {
                characters++;
                seen[value] = true;
            }
        }
        assertEquals(256, characters);
        for (int value = 0; value < 256; value++) {
            assertTrue(seen[value], "byte " + value);
        }
        assertEquals(0, ByteLevelAlphabet.byteOf('\u0100'));
        assertEquals(127, ByteLevelAlphabet.byteOf('\u0120'));
        assertEquals(145, ByteLevelAlphabet.byteOf('\u0134'));
        assertEquals(160, ByteLevelAlphabet.byteOf('\u0145'));
        assertEquals(228, ByteLevelAlphabet.byteOf('\u018B'));
        assertEquals(255, ByteLevelAlphabet.byteOf('\u01A6'));
    }

    @Test
    void gluesPiecesThatEndWithTwoAts() {
        TokenTable table = Tables.of("<blank>", "hel@@", "lo", NI, HAO, "world");
        Detokenizer text = new Detokenizer(table);
        for (int id : new int[] {3, 4, 1, 2, 5, 3}) {
            text.append(id);
        }
        assertEquals(NI + HAO + " hello world " + NI, text.text());
    }

    @Test
    void holdsBackAnIncompleteCharacterAndATrailingSpace() {
        TokenTable table = Tables.of("\u2581A", "<0xE4>", "<0xBD>", "<0xA0>", "\u2581");
        Detokenizer text = new Detokenizer(table);
        String[] partials = {"A", "A", "A", "A" + NI, "A" + NI, "A" + NI + " A"};
        int[] ids = {0, 1, 2, 3, 4, 0};
        for (int i = 0; i < ids.length; i++) {
            text.append(ids[i]);
            assertEquals(partials[i], text.text());
        }
        text.reset();
        text.append(3);
        text.append(0);
        assertEquals("A", text.text());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void growsByTheSameTextHoweverTheTokensAreSplit(long seed) throws CharacterCodingException {
        Random random = new Random(seed);
        String[] pool = {
            "\u2581A", "b", "\u2581", NI, "\u2581" + HAO, "\u3002", "\uD83D\uDE00", "\u2581\u00E9"
        };
        List<String> pieces = new ArrayList<>(List.of(pool));
        for (int value = 0x20; value < 0x100; value++) {
            pieces.add(String.format("<0x%02X>", value));
        }
        TokenTable table = Tables.of(pieces.toArray(new String[0]));
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Detokenizer text = new Detokenizer(table);
            String before = "";
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                int id = nextId(random, pool.length, table);
                text.append(id);
                bytes.writeBytes(table.text(id));
                assertTrue(text.text().startsWith(before), "a partial must not be taken back");
                before = text.text();
            }
            assertEquals(wholeText(bytes.toByteArray()), text.text());
        }
    }

    /** Half real pieces, half bytes, most of which begin or continue a character. */
    private static int nextId(Random random, int realPieces, TokenTable table) {
        if (random.nextBoolean()) {
            return random.nextInt(realPieces);
        }
        int[] likely = {0xE4, 0xBD, 0xA0, 0xF0, 0x9F, 0x98, 0x80, 0xC3, 0xA9, 0xE0, 0xED, 0xF4};
        int value = random.nextInt(4) > 0 ? likely[random.nextInt(likely.length)] : 0x20;
        return value == 0x20
                ? random.nextInt(table.size())
                : table.id(String.format("<0x%02X>", value));
    }

    /** The rules once more, over the whole text at once. */
    private static String wholeText(byte[] bytes) throws CharacterCodingException {
        String text =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.IGNORE)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
        text = text.replaceAll("[\\p{Cc}&&[^\\s]]", "").replaceAll("\\s+", " ").strip();
        int[] all = text.codePoints().toArray();
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            if (all[i] != ' ' || !isCjk(all[i - 1]) || !isCjk(all[i + 1])) {
                kept.appendCodePoint(all[i]);
            }
        }
        return kept.toString();
    }

    private static boolean isCjk(int codePoint) {
        return UnicodeScript.of(codePoint) == UnicodeScript.HAN || codePoint == 0x3002;
    }
}
