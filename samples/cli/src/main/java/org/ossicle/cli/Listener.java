package org.ossicle.cli;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.ossicle.cli.audio.AudioSource;

/**
 * Listens to one input after the other.
 *
 * @param <T> what it makes of an input
 */
interface Listener<T> extends AutoCloseable {
    /**
     * @param source read to its end
     * @param progress told the number of frames taken so far, now and then
     */
    T listen(AudioSource source, LongConsumer progress) throws IOException;

    @Override
    void close();
}
