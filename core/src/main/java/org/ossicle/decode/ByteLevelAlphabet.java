package org.ossicle.decode;

import java.util.Arrays;
import java.util.List;

/**
 * The 256 printable characters that stand for bytes in byte-level BPE vocabularies of the k2 world.
 *
 * <p>Printable ASCII stands for itself. The other bytes take, in rising order, the characters from
 * U+0100 on that Unicode compatibility normalisation leaves unchanged.
 */
final class ByteLevelAlphabet {
    /** What the tokenizer puts in place of a character it could not encode. */
    private static final char UNENCODABLE = '\u2047';

    private static final char FIRST = '\u0100';
    private static final char LAST = '\u01A6';

    /** The first character for a byte that only text beyond Latin letters needs. */
    private static final char FIRST_BEYOND_LATIN = '\u0180';

    /** The characters between the two that compatibility normalisation (NFKC) would change. */
    private static final String COMPATIBILITY_CHARACTERS = "\u0132\u0133\u013F\u0140\u0149\u017F";

    private static final short[] BYTE_OF = byteOfCharacter();

    private ByteLevelAlphabet() {}

    /**
     * The byte this character stands for, or -1 if it is not of the alphabet. U+2581 and U+2047
     * read as a space.
     */
    static int byteOf(char character) {
        if (character < BYTE_OF.length) {
            return BYTE_OF[character];
        }
        return character == PieceStyle.WORD_START || character == UNENCODABLE ? ' ' : -1;
    }

    /**
     * Whether this is a byte-level vocabulary: nothing but characters of the alphabet, and some of
     * them from its upper end. A vocabulary of ASCII alone reads the same either way.
     */
    static boolean isAlphabetOf(List<String> pieces) {
        boolean beyondLatin = false;
        for (String piece : pieces) {
            for (int i = 0; i < piece.length(); i++) {
                char character = piece.charAt(i);
                if (byteOf(character) < 0) {
                    return false;
                }
                beyondLatin |= character >= FIRST_BEYOND_LATIN && character <= LAST;
            }
        }
        return beyondLatin;
    }

    private static short[] byteOfCharacter() {
        short[] byteOf = new short[LAST + 1];
        Arrays.fill(byteOf, (short) -1);
        char next = FIRST;
        for (int value = 0; value < 256; value++) {
            if (value >= ' ' && value <= '~') {
                byteOf[value] = (short) value;
                continue;
            }
            while (COMPATIBILITY_CHARACTERS.indexOf(next) >= 0) {
                next++;
            }
            byteOf[next++] = (short) value;
        }
        return byteOf;
    }
}
