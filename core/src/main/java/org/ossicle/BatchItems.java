package org.ossicle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ossicle.audio.PcmFormat;

/** The calls that a batch is to make, and how each of them ended. */
final class BatchItems implements WorkCrew.Job {
    private enum Kind {
        FLOATS,
        SHORTS,
        BYTES,
        FINISH
    }

    /** One call; kept from batch to batch. */
    private static final class Item {
        private Kind kind;
        private RecognizerStream stream;
        private Object samples;
        private int offset;
        private int length;
        private PcmFormat format;
        private Throwable failure;
    }

    private Item[] items = new Item[0];
    private int count;

    int count() {
        return count;
    }

    boolean has(RecognizerStream stream) {
        for (int i = 0; i < count; i++) {
            if (items[i].stream == stream) {
                return true;
            }
        }
        return false;
    }

    void addFloats(RecognizerStream stream, float[] pcm, int offset, int length, PcmFormat format) {
        add(Kind.FLOATS, stream, pcm, offset, length, format);
    }

    void addShorts(RecognizerStream stream, short[] pcm, int offset, int length, PcmFormat format) {
        add(Kind.SHORTS, stream, pcm, offset, length, format);
    }

    void addBytes(
            RecognizerStream stream, ByteBuffer pcm, int offset, int length, PcmFormat format) {
        add(Kind.BYTES, stream, pcm, offset, length, format);
    }

    void addFinish(RecognizerStream stream) {
        add(Kind.FINISH, stream, null, 0, 0, null);
    }

    private void add(
            Kind kind,
            RecognizerStream stream,
            Object samples,
            int offset,
            int length,
            PcmFormat format) {
        if (count == items.length) {
            items = Arrays.copyOf(items, Math.max(8, 2 * count));
            for (int i = count; i < items.length; i++) {
                items[i] = new Item();
            }
        }
        Item item = items[count++];
        item.kind = kind;
        item.stream = stream;
        item.samples = samples;
        item.offset = offset;
        item.length = length;
        item.format = format;
    }

    @Override
    public void run(int index) {
        Item item = items[index];
        RecognizerStream stream = item.stream;
        try {
            switch (item.kind) {
                case FLOATS ->
                        stream.accept(
                                (float[]) item.samples, item.offset, item.length, item.format);
                case SHORTS ->
                        stream.accept(
                                (short[]) item.samples, item.offset, item.length, item.format);
                case BYTES ->
                        stream.accept(
                                (ByteBuffer) item.samples, item.offset, item.length, item.format);
                case FINISH -> stream.finish();
            }
        } catch (Throwable e) {
            item.failure = e;
        }
    }

    /** Forgets all calls and returns the first failure, which holds the others, or null. */
    Throwable clear() {
        Throwable first = null;
        for (int i = 0; i < count; i++) {
            Item item = items[i];
            Throwable failure = item.failure;
            item.stream = null;
            item.samples = null;
            item.failure = null;
            if (first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
        }
        count = 0;
        return first;
    }
}
