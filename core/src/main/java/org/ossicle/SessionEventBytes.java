package org.ossicle;

import org.ossicle.model.EmotionModel;
import org.ossicle.model.RecognizerModel;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Carries events that nobody has taken yet to a snapshot and back. */
final class SessionEventBytes {
    private static final int PARTIAL = 0;
    private static final int FINAL = 1;
    private static final int ENDPOINT = 2;
    private static final int KEYWORD = 3;
    private static final int FEELING = 4;

    private SessionEventBytes() {}

    static void save(SessionQueue events, SnapshotWriter writer) {
        writer.section("events");
        writer.putLong(events.dropped());
        writer.putInt(events.pending().size());
        for (SessionEvent event : events.pending()) {
            writer.putInt(event.channel());
            if (event instanceof SessionEvent.Partial partial) {
                writer.putInt(PARTIAL);
                partial.transcript().save(writer);
            } else if (event instanceof SessionEvent.Final said) {
                writer.putInt(FINAL);
                said.transcript().save(writer);
            } else if (event instanceof SessionEvent.Endpoint endpoint) {
                writer.putInt(ENDPOINT);
                writer.putInt(endpoint.segment());
                writer.putDouble(endpoint.atSeconds());
                writer.putText(endpoint.cause().name());
            } else if (event instanceof SessionEvent.Keyword keyword) {
                writer.putInt(KEYWORD);
                save(keyword.word(), writer);
            } else if (event instanceof SessionEvent.Feeling feeling) {
                writer.putInt(FEELING);
                EmotionEventBytes.save(feeling.event(), writer);
            }
        }
    }

    private static void save(Word word, SnapshotWriter writer) {
        writer.putText(word.text());
        writer.putDouble(word.startSeconds());
        writer.putDouble(word.endSeconds());
        writer.putFloat(word.confidence());
    }

    /**
     * @param speech null if the session has none
     * @param emotions null if the session has none
     */
    static void restore(
            SessionQueue events,
            SnapshotReader reader,
            int channels,
            RecognizerModel speech,
            EmotionModel emotions) {
        events.clear();
        reader.section("events");
        long dropped = reader.getPosition();
        int count = reader.getCount(2 * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            int channel = reader.getInt(0, channels - 1);
            int kind = reader.getInt(PARTIAL, FEELING);
            boolean known = kind == FEELING ? emotions != null : speech != null;
            reader.require(known, "an event of a model that is there", "kind " + kind);
            events.add(
                    kind == FEELING
                            ? new SessionEvent.Feeling(
                                    channel, EmotionEventBytes.restore(reader, emotions.labels()))
                            : ofSpeech(reader, channel, kind, speech));
        }
        events.restoreDropped(dropped);
    }

    private static SessionEvent ofSpeech(
            SnapshotReader reader, int channel, int kind, RecognizerModel speech) {
        if (kind == ENDPOINT) {
            SpeechEvent.Endpoint end = SpeechEventBytes.endpoint(reader);
            return new SessionEvent.Endpoint(channel, end.segment(), end.atSeconds(), end.cause());
        }
        if (kind == KEYWORD) {
            String text = reader.getText();
            double start = reader.getDouble(0, Double.MAX_VALUE);
            double end = reader.getDouble(start, Double.MAX_VALUE);
            return new SessionEvent.Keyword(
                    channel, new Word(text, start, end, reader.getFloat(0, 1)));
        }
        Transcript transcript =
                Transcript.restore(reader, speech.tokens(), speech.facts().frameMs());
        reader.require(transcript.isFinal() == (kind == FINAL), "a final one or not", transcript);
        return kind == FINAL
                ? new SessionEvent.Final(channel, transcript)
                : new SessionEvent.Partial(channel, transcript);
    }
}
