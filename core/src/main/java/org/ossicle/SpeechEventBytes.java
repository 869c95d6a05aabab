package org.ossicle;

import org.ossicle.decode.TokenTable;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Carries events that nobody has taken yet to a snapshot and back. */
final class SpeechEventBytes {
    private static final int PARTIAL = 0;
    private static final int FINAL = 1;
    private static final int ENDPOINT = 2;

    private SpeechEventBytes() {}

    static void save(EventQueue<SpeechEvent> events, SnapshotWriter writer) {
        writer.section("events");
        writer.putInt(events.pending().size());
        for (SpeechEvent event : events.pending()) {
            if (event instanceof SpeechEvent.Partial partial) {
                writer.putInt(PARTIAL);
                partial.transcript().save(writer);
            } else if (event instanceof SpeechEvent.Final said) {
                writer.putInt(FINAL);
                said.transcript().save(writer);
            } else if (event instanceof SpeechEvent.Endpoint endpoint) {
                writer.putInt(ENDPOINT);
                writer.putInt(endpoint.segment());
                writer.putDouble(endpoint.atSeconds());
                writer.putText(endpoint.cause().name());
            }
        }
    }

    static void restore(
            EventQueue<SpeechEvent> events, SnapshotReader reader, TokenTable table, int frameMs) {
        events.clear();
        reader.section("events");
        int count = reader.getCount(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            int kind = reader.getInt(PARTIAL, ENDPOINT);
            if (kind == ENDPOINT) {
                events.add(endpoint(reader));
            } else {
                Transcript transcript = Transcript.restore(reader, table, frameMs);
                reader.require(
                        transcript.isFinal() == (kind == FINAL), "a final one or not", transcript);
                events.add(
                        kind == FINAL
                                ? new SpeechEvent.Final(transcript)
                                : new SpeechEvent.Partial(transcript));
            }
        }
    }

    static SpeechEvent.Endpoint endpoint(SnapshotReader reader) {
        int segment = reader.getInt(0, Integer.MAX_VALUE);
        double at = reader.getDouble(0, Double.MAX_VALUE);
        try {
            EndpointCause cause = EndpointCause.valueOf(reader.getText());
            return new SpeechEvent.Endpoint(segment, at, cause);
        } catch (IllegalArgumentException e) {
            throw reader.refused(e);
        }
    }
}
