package org.ossicle.livepage;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells how many bytes were heard; breaks on a sample of value 666. */
final class Echo implements Speakers {
    final AtomicInteger open = new AtomicInteger();

    @Override
    public boolean hearFeelings() {
        return true;
    }

    @Override
    public Speaker open(int sampleRateHz, Consumer<LiveEvent> listener) {
        open.incrementAndGet();
        return new Speaker() {
            private int bytes;

            @Override
            public void accept(ByteBuffer pcm) {
                if (pcm.order(java.nio.ByteOrder.LITTLE_ENDIAN).getShort(pcm.position()) == 666) {
                    throw new IllegalStateException("a fault that the test planted");
                }
                bytes += pcm.remaining();
                listener.accept(new LiveEvent.Partial(bytes + " bytes at " + sampleRateHz));
            }

            @Override
            public void finish() {
                listener.accept(new LiveEvent.Final(bytes + " bytes", 0.5));
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
