package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmFormat;
import org.ossicle.engine.EngineLookup;

/** What a stream costs the collector once it is warm: nothing, but for new results. */
class AllocationTest {
    private static final int CHUNK = 5_120;
    private static final int CHUNKS = 1_000;
    private static final int BYTES_PER_RESULT = 2_048;
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(16_000);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void silenceCostsNothing() {
        float[] quiet = new float[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            quiet[i] = 1e-4f * ((i * 7919 % 101) / 50f - 1);
        }
        try (SpeechModel model = SpeechModel.load(Shared.path("models/zipformer2-en-3.3M"));
                RecognizerStream stream = model.newStream()) {
            long native0 = 0;
            long bytes = -1;
            for (int round = 0; round < 4 && bytes != 0; round++) {
                native0 = nativeAllocations();
                long before = threads.getCurrentThreadAllocatedBytes();
                int events = 0;
                for (int i = 0; i < CHUNKS; i++) {
                    stream.accept(quiet, 0, CHUNK, FORMAT);
                    if (stream.poll() != null) {
                        events++;
                    }
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
                assertEquals(0, events, "quiet noise gave words");
            }
            assertEquals(0, bytes, "Java bytes for " + CHUNKS + " chunks");
            assertEquals(native0, nativeAllocations(), "native allocations");
        }
    }

    @Test
    void newResultsStaySmall() {
        float[] speech = Shared.speech();
        try (SpeechModel model = SpeechModel.load(Shared.path("models/zipformer2-en-3.3M"));
                RecognizerStream stream = model.newStream()) {
            long bytes = Long.MAX_VALUE;
            int events = 0;
            for (int round = 0; round < 4 && bytes > (long) BYTES_PER_RESULT * events; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                events = 0;
                for (int start = 0; start + CHUNK <= speech.length; start += CHUNK) {
                    stream.accept(speech, start, CHUNK, FORMAT);
                    while (stream.poll() != null) {
                        events++;
                    }
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertTrue(events > 20, "only " + events + " results");
            assertTrue(bytes <= (long) BYTES_PER_RESULT * events, bytes + " for " + events);
        }
    }

    private static long nativeAllocations() {
        Map<String, String> facts = EngineLookup.open().engine().facts();
        return Long.parseLong(facts.get("native allocations"));
    }
}
