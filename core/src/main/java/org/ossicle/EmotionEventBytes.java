package org.ossicle;

import java.util.Collection;
import org.ossicle.emotion.EmotionLabels;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Carries events that nobody has taken yet to a snapshot and back. */
final class EmotionEventBytes {
    private static final int READ = 0;
    private static final int RAISED = 1;
    private static final int HELD = 2;
    private static final int CALMED = 3;

    private EmotionEventBytes() {}

    static void save(Collection<EmotionEvent> events, SnapshotWriter writer) {
        writer.section("events");
        writer.putInt(events.size());
        for (EmotionEvent event : events) {
            save(event, writer);
        }
    }

    static void save(EmotionEvent event, SnapshotWriter writer) {
        if (event instanceof EmotionEvent.Read read) {
            writer.putInt(READ);
            read.reading().save(writer);
        } else if (event instanceof EmotionEvent.AngerRaised raised) {
            writer.putInt(RAISED);
            writer.putDouble(raised.atSeconds());
            writer.putFloat(raised.level());
        } else if (event instanceof EmotionEvent.AngerHeld held) {
            writer.putInt(HELD);
            writer.putDouble(held.atSeconds());
            writer.putDouble(held.raisedAtSeconds());
            writer.putFloat(held.level());
            writer.putFloat(held.peakLevel());
        } else if (event instanceof EmotionEvent.AngerCalmed calmed) {
            writer.putInt(CALMED);
            writer.putDouble(calmed.atSeconds());
            writer.putDouble(calmed.raisedAtSeconds());
            writer.putFloat(calmed.peakLevel());
        }
    }

    static void restore(
            EventQueue<EmotionEvent> events, SnapshotReader reader, EmotionLabels labels) {
        events.clear();
        reader.section("events");
        int count = reader.getCount(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            events.add(restore(reader, labels));
        }
    }

    static EmotionEvent restore(SnapshotReader reader, EmotionLabels labels) {
        int kind = reader.getInt(READ, CALMED);
        if (kind == READ) {
            return new EmotionEvent.Read(EmotionReading.restore(reader, labels));
        }
        double at = seconds(reader);
        return switch (kind) {
            case RAISED -> new EmotionEvent.AngerRaised(at, level(reader));
            case HELD ->
                    new EmotionEvent.AngerHeld(at, seconds(reader), level(reader), level(reader));
            default -> new EmotionEvent.AngerCalmed(at, seconds(reader), level(reader));
        };
    }

    private static double seconds(SnapshotReader reader) {
        return reader.getDouble(0, Double.MAX_VALUE);
    }

    private static float level(SnapshotReader reader) {
        return reader.getFloat(0, 100);
    }
}
