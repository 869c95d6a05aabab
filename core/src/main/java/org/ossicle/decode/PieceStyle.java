package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** How the pieces of a vocabulary join into text. */
public enum PieceStyle {
    /**
     * U+2581 stands for a space, pieces {@code <0xHH>} for one byte of UTF-8; every other piece is
     * its own text. Plain characters and a piece that is a single space fit here too.
     */
    SENTENCE_PIECE {
        @Override
        byte[] textOf(String piece) {
            int fallback = byteFallback(piece);
            if (fallback >= 0) {
                return new byte[] {(byte) fallback};
            }
            return piece.replace(WORD_START, ' ').getBytes(UTF_8);
        }
    },

    /**
     * Byte-level pieces: each character stands for one byte of UTF-8 as {@link ByteLevelAlphabet}
     * says; U+2581 stands for a space.
     */
    BYTE_LEVEL {
        @Override
        byte[] textOf(String piece) {
            byte[] bytes = new byte[piece.length()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ByteLevelAlphabet.byteOf(piece.charAt(i));
            }
            return bytes;
        }
    },

    /** A piece that ends with {@code @@} sticks to the next one; every other piece ends a word. */
    GLUED {
        @Override
        byte[] textOf(String piece) {
            boolean glued = piece.length() > GLUE.length() && piece.endsWith(GLUE);
            String text = glued ? piece.substring(0, piece.length() - GLUE.length()) : piece + ' ';
            return text.getBytes(UTF_8);
        }
    };

    static final char WORD_START = '\u2581';

    private static final String GLUE = "@@";

    /** The bytes of UTF-8 that this piece, which is not a control symbol, adds to the text. */
    abstract byte[] textOf(String piece);

    /**
     * The style of a whole vocabulary, decided by its pieces.
     *
     * @param pieces every piece that carries text; control symbols left out
     */
    static PieceStyle detect(List<String> pieces) {
        if (ByteLevelAlphabet.isAlphabetOf(pieces)) {
            return BYTE_LEVEL;
        }
        boolean glued = false;
        for (String piece : pieces) {
            if (piece.indexOf(WORD_START) >= 0) {
                return SENTENCE_PIECE;
            }
            glued |= piece.length() > GLUE.length() && piece.endsWith(GLUE);
        }
        return glued ? GLUED : SENTENCE_PIECE;
    }

    /** The byte that a piece such as {@code <0xE4>} stands for, or -1. */
    static int byteFallback(String piece) {
        if (piece.length() != 6 || !piece.startsWith("<0x") || piece.charAt(5) != '>') {
            return -1;
        }
        int high = Character.digit(piece.charAt(3), 16);
        int low = Character.digit(piece.charAt(4), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
