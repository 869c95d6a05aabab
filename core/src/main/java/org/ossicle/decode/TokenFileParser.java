package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.ossicle.error.ModelFormatException;

/**
 * Reads the lines of a token file: symbol, blanks, id. Only ASCII blanks separate, because other
 * blanks (U+00A0, U+3000) occur as symbols.
 */
final class TokenFileParser {
    private static final byte[] SPACE = {' '};

    /** What stands for bytes that are not valid, and may be meant where it is found. */
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] file;
    private final String source;
    private final SymbolEncoding encoding;
    private final List<Line> lines = new ArrayList<>();

    /** One parsed line. {@code number} counts from 1. */
    record Line(int number, byte[] symbol, int id) {}

    private TokenFileParser(byte[] file, String source, SymbolEncoding encoding) {
        this.file = file;
        this.source = source;
        this.encoding = encoding;
    }

    /**
     * The symbols of the file by id.
     *
     * @param source name of the file for messages
     * @throws ModelFormatException if a line is not symbol and id, or an id is missing
     */
    static byte[][] parse(byte[] file, String source, SymbolEncoding encoding) {
        TokenFileParser parser = new TokenFileParser(file, source, encoding);
        parser.readLines();
        return parser.byId();
    }

    private void readLines() {
        int number = 0;
        for (int from = startOfText(); from < file.length; ) {
            int end = from;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            number++;
            readLine(number, from, end);
            from = end + 1;
        }
    }

    private int startOfText() {
        boolean byteOrderMark =
                file.length >= 3
                        && file[0] == (byte) 0xEF
                        && file[1] == (byte) 0xBB
                        && file[2] == (byte) 0xBF;
        return byteOrderMark ? 3 : 0;
    }

    private void readLine(int number, int from, int to) {
        int start = skipBlanks(from, to);
        if (start == to) {
            return;
        }
        int end = skipField(start, to);
        int second = skipBlanks(end, to);
        if (second == to) {
            lines.add(new Line(number, SPACE, id(number, start, end)));
            return;
        }
        int secondEnd = skipField(second, to);
        if (skipBlanks(secondEnd, to) != to) {
            throw broken(number, "a symbol, blanks and an id", quote(start, to));
        }
        byte[] symbol = symbol(number, start, end);
        lines.add(new Line(number, symbol, id(number, second, secondEnd)));
    }

    private int skipBlanks(int from, int to) {
        int at = from;
        while (at < to && isBlank(file[at])) {
            at++;
        }
        return at;
    }

    private int skipField(int from, int to) {
        int at = from;
        while (at < to && !isBlank(file[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value >= '\t' && value <= '\r';
    }

    private int id(int number, int from, int to) {
        int id;
        try {
            id = Integer.parseInt(new String(file, from, to - from, UTF_8));
        } catch (NumberFormatException e) {
            throw broken(number, "an integer id", quote(from, to));
        }
        if (id < 0) {
            throw broken(number, "an id of 0 or more", String.valueOf(id));
        }
        return id;
    }

    private byte[] symbol(int number, int from, int to) {
        byte[] symbol = new byte[to - from];
        System.arraycopy(file, from, symbol, 0, symbol.length);
        if (encoding == SymbolEncoding.BASE64) {
            try {
                return Base64.getDecoder().decode(symbol);
            } catch (IllegalArgumentException e) {
                throw broken(number, "a symbol in base64", quote(from, to));
            }
        }
        if (decodeStrictly(symbol) == null) {
            throw broken(number, "a symbol in UTF-8", quote(from, to));
        }
        return symbol;
    }

    /** The text of these bytes, or null if they are not valid UTF-8. */
    static String decodeStrictly(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private byte[][] byId() {
        if (lines.isEmpty()) {
            throw broken(1, "a symbol, blanks and an id", "no line with anything on it");
        }
        byte[][] symbols = new byte[lines.size()][];
        Line largest = lines.get(0);
        for (Line line : lines) {
            if (line.id() < symbols.length) {
                symbols[line.id()] = line.symbol();
            }
            largest = line.id() > largest.id() ? line : largest;
        }
        int size = 0;
        while (size < symbols.length && symbols[size] != null) {
            size++;
        }
        if (size <= largest.id()) {
            throw broken(
                    largest.number(),
                    "a symbol for every id up to " + largest.id(),
                    "none for id " + size);
        }
        return size == symbols.length ? symbols : Arrays.copyOf(symbols, size);
    }

    private String quote(int from, int to) {
        int shown = Math.min(to - from, 40);
        return "'" + new String(file, from, shown, UTF_8) + (shown < to - from ? "...'" : "'");
    }

    private ModelFormatException broken(int line, String expected, String found) {
        return new ModelFormatException(
                source + ":" + line,
                expected,
                found,
                "take the token file that was published with the model");
    }
}
