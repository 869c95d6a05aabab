package org.ossicle.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits decoded tokens into words: at spaces, and around every CJK character, which counts as a
 * word. CJK punctuation stays with the word before it.
 */
public final class WordGrouper {
    private final DecodedTokens tokens;
    private final Detokenizer text;
    private final List<WordSpan> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int wordFirst;
    private int wordEnd;
    private boolean takesOnlyPunctuation;

    private WordGrouper(TokenTable table, DecodedTokens tokens) {
        this.tokens = tokens;
        this.text = new Detokenizer(table);
    }

    /** The words of these tokens, in order; their texts joined are the text without its spaces. */
    public static List<WordSpan> group(TokenTable table, DecodedTokens tokens) {
        WordGrouper grouper = new WordGrouper(table, tokens);
        grouper.walk(table);
        return List.copyOf(grouper.words);
    }

    private void walk(TokenTable table) {
        int heldFrom = 0;
        for (int i = 0; i < tokens.size(); i++) {
            byte[] bytes = table.text(tokens.id(i));
            int first = text.heldBytes() > 0 && continues(bytes) ? heldFrom : i;
            int length = text.length();
            text.append(tokens.id(i));
            takeCharacters(length, first, i + 1);
            if (text.heldBytes() <= bytes.length) {
                heldFrom = i;
            }
        }
        endWord();
    }

    /** Whether these bytes begin inside a character of UTF-8. */
    private static boolean continues(byte[] bytes) {
        return bytes.length > 0 && (bytes[0] & 0xC0) == 0x80;
    }

    private void takeCharacters(int from, int firstToken, int endToken) {
        int codePoint;
        for (int at = from; at < text.length(); at += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(at);
            if (codePoint == ' ') {
                endWord();
                continue;
            }
            boolean punctuation = CjkText.isPunctuation(codePoint);
            boolean ideograph = CjkText.isIdeograph(codePoint);
            if (ideograph || takesOnlyPunctuation && !punctuation) {
                endWord();
            }
            if (word.length() == 0) {
                wordFirst = firstToken;
            }
            word.appendCodePoint(codePoint);
            wordEnd = endToken;
            takesOnlyPunctuation |= ideograph || punctuation;
        }
    }

    private void endWord() {
        if (word.length() > 0) {
            words.add(new WordSpan(word.toString(), wordFirst, wordEnd));
            word.setLength(0);
        }
        takesOnlyPunctuation = false;
    }
}
