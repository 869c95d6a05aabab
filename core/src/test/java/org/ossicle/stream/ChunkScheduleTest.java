package org.ossicle.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.error.ModelFormatException;

class ChunkScheduleTest {
    @ParameterizedTest
    @CsvSource({"45, 32", "77, 64", "9, 4", "61, 60", "16, 16", "17, 8", "75, 64"})
    void paddingIsTheLeastThatShowsEverythingWithItsContext(int chunk, int shift) {
        ChunkSchedule schedule = new ChunkSchedule(chunk, shift);
        for (int tail : new int[] {0, 1, shift, 50}) {
            for (long frames = 1; frames < 400; frames++) {
                long total = frames + schedule.paddingFrames(frames, tail);
                assertTrue(covers(schedule, total, frames - 1 + tail), "enough");
                boolean needless = total == frames;
                assertTrue(needless || !covers(schedule, total - 1, frames - 1 + tail), "least");
            }
        }
    }

    /** Whether some run that is due has the frame in its shift. */
    private static boolean covers(ChunkSchedule schedule, long total, long frame) {
        for (long run = 0; schedule.isReady(run, total); run++) {
            long first = schedule.firstFrame(run);
            if (first <= frame && frame < first + schedule.shiftFrames()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void silenceNeedsNoPadding() {
        assertEquals(0, new ChunkSchedule(45, 32).paddingFrames(0, 10));
    }

    @Test
    void zipformerNeedsItsLookAheadAfterAWholeChunk() {
        ChunkSchedule schedule = new ChunkSchedule(45, 32);
        assertEquals(13, schedule.lookAheadFrames());
        assertEquals(13, schedule.paddingFrames(32, 0));
        assertEquals(44, schedule.paddingFrames(33, 0));
        assertEquals(44, schedule.paddingFrames(1, 0));
        assertEquals(45, schedule.paddingFrames(32, 1));
    }

    @Test
    void countsRunsAsTheyBecomeReady() {
        ChunkSchedule schedule = new ChunkSchedule(45, 32);
        for (long frames = 0; frames < 300; frames++) {
            long ready = 0;
            while (schedule.isReady(ready, frames)) {
                ready++;
            }
            assertEquals(ready, schedule.runs(frames));
        }
        assertTrue(schedule.isReady(0, 45));
        assertFalse(schedule.isReady(0, 44));
    }

    @Test
    void samplesFollowFromFrames() {
        assertEquals(400, ChunkSchedule.paddingSamples(0, 1, 160, 400));
        assertEquals(0, ChunkSchedule.paddingSamples(400, 1, 160, 400));
        assertEquals(160 * 44 + 280 - 100, ChunkSchedule.paddingSamples(100, 45, 160, 280));
        long beyondInt = 20_000_000_000L;
        assertEquals(
                160 * 5 + 400,
                ChunkSchedule.paddingSamples(beyondInt * 160, beyondInt + 6, 160, 400));
    }

    @ParameterizedTest
    @CsvSource({"31, 32", "5, 0", "5, -1", "-1, -2"})
    void refusesImpossibleChunks(int chunk, int shift) {
        assertThrows(ModelFormatException.class, () -> new ChunkSchedule(chunk, shift));
    }
}
