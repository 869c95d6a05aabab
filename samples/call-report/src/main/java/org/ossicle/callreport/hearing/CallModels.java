package org.ossicle.callreport.hearing;

import java.nio.file.Path;
import org.ossicle.SpeechModel;

/** The models that calls are heard with; any number of threads may share them. */
public final class CallModels implements AutoCloseable {
    private final SpeechModel speech;

    private CallModels(SpeechModel speech) {
        this.speech = speech;
    }

    /**
     * @param speechFolder of one published recognition model
     * @return the caller's to close
     */
    public static CallModels load(Path speechFolder) {
        return new CallModels(SpeechModel.load(speechFolder));
    }

    SpeechModel speech() {
        return speech;
    }

    /** One line that tells the reader of a report what was used. */
    public String description() {
        return speech.describe().family();
    }

    @Override
    public void close() {
        speech.close();
    }
}
