package org.ossicle.onnx;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.ossicle.error.ModelFileException;

/**
 * Reads Protocol Buffers messages field by field with 64-bit positions through a small window, so
 * that the size of a file does not matter. Every length is checked against the message around it
 * before it is used; nesting and the number of messages have limits.
 *
 * <p>The encoding is described at protobuf.dev ("Encoding").
 */
final class WireReader {
    private static final int WINDOW_BYTES = 1 << 14;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_MESSAGES = 1_000_000;
    private static final int MAX_STRINGS = 4_000_000;
    private static final int MAX_STRING_BYTES = 1 << 24;

    /** What stands for bytes that are not valid, and may be meant where it is found. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteSource source;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long windowStart;
    private int windowLength;
    private long position;
    private long limit;
    private int depth;
    private int messages;
    private int strings;
    private int field;
    private int wireType;

    WireReader(ByteSource source) {
        this.source = source;
        this.limit = source.size();
    }

    ByteSource source() {
        return source;
    }

    long position() {
        return position;
    }

    /** Goes to a byte of the current message that was read before. */
    void rewind(long earlier) {
        position = earlier;
    }

    /** Reads the next field's tag; false at the end of the current message. */
    boolean next() {
        if (position == limit) {
            return false;
        }
        long start = position;
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        if (tag >>> 32 != 0 || field == 0) {
            throw damaged(start, "a field number from 1 to 536870911", "tag " + tag);
        }
        return true;
    }

    /** Whether the reader stands at the end of the current message. */
    boolean isAtEnd() {
        return position == limit;
    }

    /** The number of the field whose tag was read last. */
    int field() {
        return field;
    }

    /** Whether the current field holds a message, a string or packed numbers. */
    boolean isDelimited() {
        return wireType == DELIMITED;
    }

    /** Steps into the field's message and gives the limit to hand to {@link #leave}. */
    long enter() {
        long end = delimitedEnd();
        if (++depth > MAX_DEPTH) {
            throw damaged(position, "at most " + MAX_DEPTH + " nested messages", "more");
        }
        if (++messages > MAX_MESSAGES) {
            throw damaged(position, "at most " + MAX_MESSAGES + " messages", "more");
        }
        long outer = limit;
        limit = end;
        return outer;
    }

    /** Steps out of a message, wherever in it the reader stands. */
    void leave(long outer) {
        position = limit;
        limit = outer;
        depth--;
    }

    /** Passes over the current field. */
    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case DELIMITED -> position = delimitedEnd();
            case FIXED32 -> advance(4);
            default -> throw damaged(position, "a wire type of 0, 1, 2 or 5", "" + wireType);
        }
    }

    /** The number of a varint field. */
    long integer() {
        expect(VARINT);
        return varint();
    }

    float float32() {
        expect(FIXED32);
        return Float.intBitsToFloat((int) fixed(4));
    }

    /** The text of the current field; damaged UTF-8 is refused. */
    String string() {
        byte[] bytes = bytes();
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        if (lenient.indexOf(REPLACEMENT) < 0) {
            return lenient;
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw damaged(position - bytes.length, "text in UTF-8", e.toString());
        }
    }

    byte[] bytes() {
        long start = position;
        long end = delimitedEnd();
        long length = end - position;
        if (++strings > MAX_STRINGS) {
            throw damaged(start, "at most " + MAX_STRINGS + " strings", "more");
        }
        if (length > MAX_STRING_BYTES) {
            throw damaged(start, "a string of at most " + MAX_STRING_BYTES + " bytes", length + "");
        }
        byte[] bytes = new byte[(int) length];
        copy(bytes);
        return bytes;
    }

    /** Bytes of a field that was passed over; the reader stays where it is. */
    byte[] bytesAt(long start, int length) {
        long here = position;
        byte[] bytes = new byte[length];
        position = start;
        copy(bytes);
        position = here;
        return bytes;
    }

    private void copy(byte[] target) {
        for (int i = 0; i < target.length; ) {
            fill();
            int offset = (int) (position - windowStart);
            int count = Math.min(target.length - i, windowLength - offset);
            System.arraycopy(window, offset, target, i, count);
            i += count;
            position += count;
        }
    }

    /** Reads the length of a delimited field and gives the position of its end. */
    long delimitedEnd() {
        expect(DELIMITED);
        long start = position;
        long length = varint();
        if (length < 0 || length > limit - position) {
            throw damaged(
                    start,
                    "a field that ends inside its message",
                    "a length of "
                            + Long.toUnsignedString(length)
                            + " bytes with "
                            + (limit - position)
                            + " left");
        }
        return position + length;
    }

    /** Goes forward to a position inside the current message. */
    void moveTo(long target) {
        position = target;
    }

    /** The next varint, whatever the current field. */
    long varint() {
        long start = position;
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = nextByte();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged(start, "a varint of at most 10 bytes", "a longer one");
    }

    /** The next {@code count} bytes as a little-endian number, whatever the current field. */
    long fixed(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (nextByte() & 0xFFL) << 8 * i;
        }
        return value;
    }

    /** An exception about the byte at {@code at}. */
    ModelFileException damaged(long at, String expected, String found) {
        return new ModelFileException(
                source.name() + ", byte " + at,
                expected,
                found,
                "the file is damaged, cut off or no ONNX model; fetch or export it again");
    }

    private void expect(int type) {
        if (wireType != type) {
            throw damaged(position, "wire type " + type + " in field " + field, "" + wireType);
        }
    }

    private void advance(int count) {
        if (count > limit - position) {
            throw damaged(position, count + " more bytes", (limit - position) + "");
        }
        position += count;
    }

    private byte nextByte() {
        if (position >= limit) {
            throw damaged(position, "another byte of field " + field, "the end of its message");
        }
        fill();
        return window[(int) (position++ - windowStart)];
    }

    /** Makes the window hold the byte at the current position, which is inside the source. */
    private void fill() {
        if (position >= windowStart && position < windowStart + windowLength) {
            return;
        }
        int wanted = (int) Math.min(WINDOW_BYTES, source.size() - position);
        windowLength = source.read(position, window, wanted);
        windowStart = position;
        if (windowLength <= 0) {
            windowLength = 0;
            throw damaged(position, "a file of " + source.size() + " bytes", "its end");
        }
    }
}
