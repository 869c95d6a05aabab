package org.ossicle.cli;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.FileTranscript;

/** Turns one input after the other into text. */
interface Transcriber extends AutoCloseable {
    /**
     * @param source read to its end
     * @param progress told the number of frames taken so far, now and then
     */
    FileTranscript transcribe(AudioSource source, LongConsumer progress) throws IOException;

    @Override
    void close();
}
