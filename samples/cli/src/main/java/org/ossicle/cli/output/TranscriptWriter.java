package org.ossicle.cli.output;

import java.io.IOException;

/** Writes finished transcripts to standard output, each at once. */
public interface TranscriptWriter {
    /**
     * @param input the name the user gave
     */
    void write(String input, FileTranscript transcript) throws IOException;
}
