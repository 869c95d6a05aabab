package org.ossicle;

import org.ossicle.snapshot.SnapshotReader;

/** The kinds of streams that snapshots are of. */
final class SnapshotKinds {
    static final int RECOGNIZER_STREAM = 1;
    static final int EMOTION_STREAM = 2;
    static final int SESSION = 3;

    private SnapshotKinds() {}

    static SnapshotReader open(byte[] snapshot, int kind, long fingerprint) {
        return SnapshotReader.open(snapshot, kind, fingerprint, SnapshotKinds::nameOf);
    }

    private static String nameOf(int kind) {
        return switch (kind) {
            case RECOGNIZER_STREAM -> "RecognizerStream";
            case EMOTION_STREAM -> "EmotionStream";
            case SESSION -> "Session";
            default -> "kind of stream " + kind + ", which is unknown here";
        };
    }
}
