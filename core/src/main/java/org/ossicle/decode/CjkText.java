package org.ossicle.decode;

/** Tells the characters of the scripts that are written without spaces between words. */
final class CjkText {
    /** First and last code point of each range: Han, kana and bopomofo. */
    private static final int[] IDEOGRAPHS = {
        0x2E80, 0x2FDF, // radicals
        0x3005, 0x3007, // iteration mark, closing mark, zero
        0x3021, 0x3029, // numerals
        0x3031, 0x3035, // kana repeat marks
        0x3038, 0x303C, // numerals, marks
        0x3041, 0x30FF, // hiragana, katakana
        0x3100, 0x312F, // bopomofo
        0x31A0, 0x31FF, // bopomofo, strokes, katakana
        0x3400, 0x4DBF, // extension A
        0x4E00, 0x9FFF, // unified ideographs
        0xF900, 0xFAFF, // compatibility ideographs
        0xFF66, 0xFF9F, // half-width katakana
        0x20000, 0x323AF, // later extensions
    };

    /** First and last code point of each range: ideographic and full-width punctuation. */
    private static final int[] PUNCTUATION = {
        0x3001, 0x3004, 0x3008, 0x3020, 0x3030, 0x3030, 0x303D, 0x303F, 0xFE30, 0xFE4F, 0xFF01,
        0xFF0F, 0xFF1A, 0xFF20, 0xFF3B, 0xFF40, 0xFF5B, 0xFF65,
    };

    private CjkText() {}

    /** Whether this is a character that counts as a word on its own. */
    static boolean isIdeograph(int codePoint) {
        return isIn(IDEOGRAPHS, codePoint);
    }

    /** Whether this is a mark that belongs to the ideographs before or after it. */
    static boolean isPunctuation(int codePoint) {
        return isIn(PUNCTUATION, codePoint);
    }

    /** Whether a space between two such characters is an artefact of the pieces. */
    static boolean isCjk(int codePoint) {
        return isIdeograph(codePoint) || isPunctuation(codePoint);
    }

    private static boolean isIn(int[] ranges, int codePoint) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
