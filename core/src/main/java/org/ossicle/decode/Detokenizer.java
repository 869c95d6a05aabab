package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Joins tokens into text, one token at a time.
 *
 * <p>What {@link #text()} gives is always the beginning of what it gives after more tokens: an
 * incomplete run of UTF-8 and a trailing space are held back until the next token decides about
 * them. Invalid UTF-8 is dropped, runs of spaces become one, and spaces at the beginning or between
 * two CJK characters are left out. Other control characters are dropped.
 *
 * <p>{@link #append} allocates nothing unless the text outgrows its buffer.
 */
public final class Detokenizer {
    private static final int LONGEST_INCOMPLETE_RUN = 3;

    private final TokenTable table;
    private final CharsetDecoder decoder =
            UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.IGNORE)
                    .onUnmappableCharacter(CodingErrorAction.IGNORE);
    private final ByteBuffer held;
    private final CharBuffer decoded;
    private final StringBuilder text = new StringBuilder(256);
    private boolean spaceBeforeNext;
    private int lastCodePoint;

    /** A detokenizer with no tokens yet. */
    public Detokenizer(TokenTable table) {
        this.table = table;
        int longestPiece = 0;
        for (int id = 0; id < table.size(); id++) {
            longestPiece = Math.max(longestPiece, table.text(id).length);
        }
        this.held = ByteBuffer.allocate(longestPiece + LONGEST_INCOMPLETE_RUN);
        this.decoded = CharBuffer.allocate(held.capacity());
    }

    /** The whole text of some tokens. */
    public static String text(TokenTable table, DecodedTokens tokens) {
        Detokenizer detokenizer = new Detokenizer(table);
        for (int i = 0; i < tokens.size(); i++) {
            detokenizer.append(tokens.id(i));
        }
        return detokenizer.text();
    }

    /** Adds one token. */
    public void append(int id) {
        held.put(table.text(id)).flip();
        decoder.decode(held, decoded, false);
        held.compact();
        decoded.flip();
        while (decoded.hasRemaining()) {
            char first = decoded.get();
            appendCodePoint(
                    Character.isHighSurrogate(first)
                            ? Character.toCodePoint(first, decoded.get())
                            : first);
        }
        decoded.clear();
    }

    private void appendCodePoint(int codePoint) {
        if (codePoint == ' ' || codePoint >= '\t' && codePoint <= '\r') {
            spaceBeforeNext = text.length() > 0;
        } else if (!Character.isISOControl(codePoint)) {
            if (spaceBeforeNext && !(CjkText.isCjk(lastCodePoint) && CjkText.isCjk(codePoint))) {
                text.append(' ');
            }
            spaceBeforeNext = false;
            text.appendCodePoint(codePoint);
            lastCodePoint = codePoint;
        }
    }

    /** The text so far: never with a space at either end. */
    public String text() {
        return text.toString();
    }

    /** Length of {@link #text()} in UTF-16 units. */
    public int length() {
        return text.length();
    }

    /** The code point of {@link #text()} that begins at this index. */
    int codePointAt(int index) {
        return text.codePointAt(index);
    }

    /** How many bytes of an incomplete character are held back, 0 to 3. */
    int heldBytes() {
        return held.position();
    }

    /** Forgets all tokens. */
    public void reset() {
        text.setLength(0);
        held.clear();
        spaceBeforeNext = false;
        lastCodePoint = 0;
    }
}
