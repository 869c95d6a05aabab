package org.ossicle;

import org.ossicle.snapshot.SnapshotReader;

/** The kinds of streams that there are, with their names in messages and in snapshots. */
enum StreamKind {
    RECOGNIZER(1, "RecognizerStream", "stream"),
    EMOTION(2, "EmotionStream", "stream"),
    SESSION(3, "Session", "session");

    private final int number;
    private final String type;
    private final String noun;

    StreamKind(int number, String type, String noun) {
        this.number = number;
        this.type = type;
        this.noun = noun;
    }

    /** What snapshots are marked with. */
    int number() {
        return number;
    }

    /** The name of the class. */
    String type() {
        return type;
    }

    /** What such a thing is called in a sentence. */
    String noun() {
        return noun;
    }

    /**
     * Opens a snapshot of this kind.
     *
     * @throws org.ossicle.error.SnapshotException if it is none, or of another model
     */
    SnapshotReader open(byte[] snapshot, long fingerprint) {
        return SnapshotReader.open(snapshot, number, fingerprint, StreamKind::typeOf);
    }

    private static String typeOf(int number) {
        for (StreamKind kind : values()) {
            if (kind.number == number) {
                return kind.type;
            }
        }
        return "kind of stream " + number + ", which is unknown here";
    }
}
