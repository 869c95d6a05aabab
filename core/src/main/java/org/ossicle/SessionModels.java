package org.ossicle;

import org.ossicle.model.EmotionModel;
import org.ossicle.model.RecognizerModel;

/** The models that a session holds, either of which may be missing. */
final class SessionModels {
    private final SharedModel<RecognizerModel> speech;
    private final SharedModel<EmotionModel> emotions;

    /**
     * Takes a hold of each.
     *
     * @throws org.ossicle.error.ClosedException if one is closed; none is held then
     */
    SessionModels(SpeechModel speech, EmotionClassifier emotions) {
        this.speech = speech == null ? null : speech.share();
        boolean complete = false;
        try {
            this.emotions = emotions == null ? null : emotions.share();
            complete = true;
        } finally {
            if (!complete && this.speech != null) {
                this.speech.release();
            }
        }
    }

    /** The recognizer, or null. */
    RecognizerModel speech() {
        return speech == null ? null : speech.model();
    }

    /** The classifier, or null. */
    EmotionModel emotions() {
        return emotions == null ? null : emotions.model();
    }

    /** What a snapshot tells these models by. */
    long fingerprint() {
        long first = speech == null ? 0 : speech.fingerprint();
        long second = emotions == null ? 0 : emotions.fingerprint();
        return 31 * first + second;
    }

    void release() {
        try {
            if (speech != null) {
                speech.release();
            }
        } finally {
            if (emotions != null) {
                emotions.release();
            }
        }
    }
}
