package org.ossicle.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ossicle.graph.Storage;

/** The open sources of a program, in the array that native code takes them from. */
final class Sources {
    private static final int MAP = 0;
    private static final int COPY = 1;

    private final NativeCalls calls;
    private final Arena arena;
    private final NativeError error;
    private final MemorySegment segment;
    private final ByteBuffer handles;

    /**
     * @param most the largest number of sources that will be opened
     */
    Sources(NativeCalls calls, Arena arena, NativeError error, int most) {
        this.calls = calls;
        this.arena = arena;
        this.error = error;
        this.segment = arena.allocate((long) Math.max(1, most) * Long.BYTES, Long.BYTES);
        this.handles = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /**
     * Opens one more.
     *
     * @param borrowed is given the memory that native code reads in place from now on
     */
    void open(Storage source, boolean mapped, List<ByteBuffer> borrowed) {
        long out = segment.address() + handles.position();
        int status;
        if (source instanceof Storage.FileRange range) {
            status =
                    calls.sourceOpenFile(
                            text(range.file()),
                            range.offset(),
                            range.length(),
                            mapped ? MAP : COPY,
                            out,
                            error.address());
        } else {
            ByteBuffer bytes = ((Storage.Memory) source).bytes();
            borrowed.add(bytes);
            status =
                    calls.sourceOpenMemory(
                            NativeLibrary.address(bytes),
                            bytes.remaining(),
                            MAP,
                            out,
                            error.address());
        }
        if (status != NativeError.OK) {
            throw error.exception(source.toString(), status);
        }
        handles.position(handles.position() + Long.BYTES);
    }

    private long text(Path file) {
        byte[] text = file.toString().getBytes(StandardCharsets.UTF_8);
        MemorySegment terminated = arena.allocate(text.length + 1L);
        terminated.asByteBuffer().put(text);
        return terminated.address();
    }

    long address() {
        return segment.address();
    }

    int count() {
        return handles.position() / Long.BYTES;
    }

    /** Gives up the caller's hold on all; plans made with them keep what they need. */
    void close() {
        for (int i = 0; i < count(); i++) {
            calls.sourceClose(handles.getLong(i * Long.BYTES));
        }
    }
}
