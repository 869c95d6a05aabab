package org.ossicle.livepage;

import java.nio.ByteBuffer;

/** Somebody who speaks. For one thread at a time. */
interface Speaker extends AutoCloseable {
    /**
     * @param pcm whole 16-bit samples, little-endian, from its position to its limit
     */
    void accept(ByteBuffer pcm);

    /** Ends the speech: the last words are recognized. */
    void finish();

    @Override
    void close();
}
