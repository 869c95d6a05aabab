package org.ossicle.callreport.hearing;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import org.ossicle.cli.audio.AudioSource;

/** Hears recorded calls. Any number of threads may share one. */
public interface Hearing {
    /**
     * Listens to a call from its start to its end.
     *
     * @param name what messages call the recording
     * @param source read to its end
     * @param progress told the seconds heard so far, now and then
     * @throws org.ossicle.error.AudioException if the recording is no call of two channels, is
     *     empty or damaged
     */
    HeardCall listen(String name, AudioSource source, DoubleConsumer progress) throws IOException;

    /** What calls are heard with, for people. */
    String description();

    /** What calls are heard with; the same text means the same results. */
    String identity();
}
