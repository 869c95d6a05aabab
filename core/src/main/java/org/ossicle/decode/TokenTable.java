package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;

/**
 * The vocabulary of a model: for each token id its piece and the bytes of text it adds.
 *
 * <p>The file holds one {@code symbol id} pair per line, in UTF-8, ids in any order. A line with
 * nothing but an integer gives that id to the space. When an id or a symbol comes twice, the later
 * line wins. Trailing blanks, empty lines, CRLF and a byte order mark are accepted.
 *
 * <p>Immutable; any thread may use it.
 */
public final class TokenTable {
    /** What the lookups return when there is no such token. */
    public static final int NONE = -1;

    private static final int MAX_FILE_BYTES = 64 << 20;
    private static final String[] BLANK_SYMBOLS = {"<blk>", "<eps>", "<blank>"};
    private static final byte[] NO_TEXT = {};

    private final String source;
    private final PieceStyle style;
    private final byte[][] symbols;
    private final String[] pieces;
    private final byte[][] texts;
    private final Map<String, Integer> ids;

    private TokenTable(String source, byte[][] symbols, PieceStyle wantedStyle) {
        this.source = source;
        this.symbols = symbols;
        this.pieces = new String[symbols.length];
        this.ids = new HashMap<>(symbols.length * 2);
        List<String> withText = new ArrayList<>(symbols.length);
        for (int id = 0; id < symbols.length; id++) {
            pieces[id] = new String(symbols[id], UTF_8);
            ids.put(pieces[id], id);
            if (!isControl(pieces[id])) {
                withText.add(pieces[id]);
            }
        }
        this.style = wantedStyle != null ? wantedStyle : PieceStyle.detect(withText);
        this.texts = new byte[symbols.length][];
        for (int id = 0; id < symbols.length; id++) {
            texts[id] = textOf(id);
        }
    }

    /** Reads a token file whose symbols are plain UTF-8. */
    public static TokenTable read(Path file) {
        return read(file, SymbolEncoding.PLAIN);
    }

    /**
     * Reads a token file.
     *
     * @throws ModelFileException if the file cannot be read
     * @throws ModelFormatException if a line is not symbol and id, or an id is missing
     */
    public static TokenTable read(Path file, SymbolEncoding encoding) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), encoding);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * Reads a token file to the end of the stream, which stays open.
     *
     * @param source name of the file for messages
     * @throws ModelFileException if the stream fails or is longer than any token file
     * @throws ModelFormatException if a line is not symbol and id, or an id is missing
     */
    public static TokenTable read(InputStream in, String source, SymbolEncoding encoding) {
        byte[] file;
        try {
            file = in.readNBytes(MAX_FILE_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
        return parse(file, source, encoding);
    }

    /**
     * Reads a token file from the remaining bytes of a buffer, whose position does not move.
     *
     * @param source name of the file for messages
     * @throws ModelFileException if the buffer is longer than any token file
     * @throws ModelFormatException if a line is not symbol and id, or an id is missing
     */
    public static TokenTable read(ByteBuffer buffer, String source, SymbolEncoding encoding) {
        byte[] file = new byte[Math.min(buffer.remaining(), MAX_FILE_BYTES + 1)];
        buffer.duplicate().get(file);
        return parse(file, source, encoding);
    }

    private static TokenTable parse(byte[] file, String source, SymbolEncoding encoding) {
        if (file.length > MAX_FILE_BYTES) {
            throw new ModelFileException(
                    source,
                    "a token file of at most " + MAX_FILE_BYTES + " bytes",
                    "a longer one",
                    "check that this is the token file of the model");
        }
        return new TokenTable(source, TokenFileParser.parse(file, source, encoding), null);
    }

    private static ModelFileException unreadable(String source, IOException e) {
        return new ModelFileException(
                source, "a readable token file", e.toString(), "check the path and rights", e);
    }

    /** The same vocabulary read in another style than the one its pieces suggest. */
    public TokenTable withStyle(PieceStyle wanted) {
        return wanted == style ? this : new TokenTable(source, symbols, wanted);
    }

    private byte[] textOf(int id) {
        if (isControl(pieces[id])) {
            return NO_TEXT;
        }
        if (TokenFileParser.decodeStrictly(symbols[id]) == null) {
            return symbols[id];
        }
        return style.textOf(pieces[id]);
    }

    /**
     * A piece in angle brackets, such as a blank, a language tag or an event; never a byte piece.
     */
    private static boolean isControl(String piece) {
        int last = piece.length() - 1;
        return last >= 2
                && piece.charAt(0) == '<'
                && piece.charAt(last) == '>'
                && piece.indexOf('>') == last
                && PieceStyle.byteFallback(piece) < 0;
    }

    /** How the pieces join into text. */
    public PieceStyle style() {
        return style;
    }

    /** Number of tokens; ids run from 0 to this, exclusive. */
    public int size() {
        return pieces.length;
    }

    /** The piece as the file has it; bytes that are not UTF-8 on their own show as U+FFFD. */
    public String piece(int id) {
        return pieces[id];
    }

    /** The id of a piece as the file has it, or {@link #NONE}. */
    public int id(String piece) {
        return ids.getOrDefault(piece, NONE);
    }

    /** Whether this token is a mark such as {@code <blk>} or {@code <en-US>} that adds no text. */
    public boolean isControl(int id) {
        return isControl(pieces[id]);
    }

    /** The id of {@code <unk>}, or {@link #NONE}. */
    public int unknownId() {
        return id("<unk>");
    }

    /**
     * The blank of a CTC model: the first of {@code <blk>}, {@code <eps>} and {@code <blank>} that
     * the table has.
     *
     * @throws ModelFormatException if it has none of them
     */
    public int ctcBlankId() {
        for (String symbol : BLANK_SYMBOLS) {
            int id = id(symbol);
            if (id != NONE) {
                return id;
            }
        }
        throw new ModelFormatException(
                source,
                "one of the blank symbols " + String.join(", ", BLANK_SYMBOLS),
                "none of them",
                "take the token file that was published with the CTC model");
    }

    /**
     * Checks that every output of a model has a token, and that every token has an output.
     *
     * @param vocabularySize how many scores the model gives per frame
     * @throws ModelFormatException if it does not; disambiguation symbols, which begin with {@code
     *     #}, may follow the real tokens
     */
    public void requireCovers(int vocabularySize) {
        int real = size();
        while (real > vocabularySize && pieces[real - 1].startsWith("#")) {
            real--;
        }
        if (real != vocabularySize) {
            throw new ModelFormatException(
                    source,
                    vocabularySize + " tokens, as many as the model scores",
                    real + " tokens",
                    "take the token file that was published with the model");
        }
    }

    /** The bytes of UTF-8 that a token adds to the text. Not a copy: read only. */
    byte[] text(int id) {
        return texts[id];
    }
}
