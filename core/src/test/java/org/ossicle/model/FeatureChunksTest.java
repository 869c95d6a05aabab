package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.error.SnapshotException;
import org.ossicle.features.FbankConfig;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;
import org.ossicle.stream.ChunkSchedule;

class FeatureChunksTest {
    private static final int BINS = 20;
    private static final int CHUNK = 4;
    private static final int SHIFT = 3;
    private static final int SLICE_SAMPLES = 1600;

    private static FeatureChunks chunks(int shift, int tailFrames) {
        FbankConfig config = FbankConfig.kaldiPovey().toBuilder().bins(BINS).build();
        return new FeatureChunks(config, new ChunkSchedule(CHUNK, shift), tailFrames);
    }

    private static void accept(FeatureChunks chunks) {
        float[] sound = new float[SLICE_SAMPLES];
        Random random = new Random(2);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) random.nextGaussian() / 10;
        }
        chunks.accept(sound, 0, sound.length);
    }

    private static List<FloatBuffer> take(FeatureChunks chunks, int most) {
        List<FloatBuffer> taken = new ArrayList<>();
        while (taken.size() < most && chunks.isReady()) {
            FloatBuffer features = FloatBuffer.allocate(CHUNK * BINS);
            chunks.copyTo(features);
            chunks.next();
            taken.add(features.clear());
        }
        return taken;
    }

    private static SnapshotReader saved(FeatureChunks chunks) {
        SnapshotWriter writer = new SnapshotWriter();
        chunks.save(writer);
        return SnapshotReader.open(writer.seal(1, 2), 1, 2, kind -> "chunks");
    }

    @Test
    void showsTheLastFrameAndTheTailToAWholeChunk() {
        FeatureChunks chunks = chunks(SHIFT, 6);
        accept(chunks);
        assertEquals(2, take(chunks, 99).size(), "nine of ten frames are whole");
        chunks.finish();
        // Ten frames of sound and six of silence, the last in the shift of the sixth chunk.
        assertEquals(4, take(chunks, 99).size());
        assertEquals(6, chunks.taken());
        assertFalse(chunks.isReady());
    }

    @Test
    void goesOnFromASnapshotInTheMiddleOfTheEnd() {
        FeatureChunks here = chunks(SHIFT, 6);
        accept(here);
        here.finish();
        take(here, 3);
        FeatureChunks there = chunks(SHIFT, 6);
        there.restore(saved(here));
        List<FloatBuffer> rest = take(here, 99);
        assertEquals(3, rest.size());
        assertEquals(rest, take(there, 99));
    }

    @Test
    void refusesSnapshotsOfOtherChunksAndOfAnEndFarAway() {
        FeatureChunks here = chunks(SHIFT, 900);
        accept(here);
        take(here, 2);
        SnapshotReader running = saved(here);
        SnapshotException e =
                assertThrows(
                        SnapshotException.class, () -> chunks(SHIFT - 1, 900).restore(running));
        assertTrue(e.getMessage().contains("frames from 4"), e.getMessage());
        here.finish();
        SnapshotReader ended = saved(here);
        e = assertThrows(SnapshotException.class, () -> chunks(SHIFT, 6).restore(ended));
        assertTrue(e.getMessage().contains("an end at"), e.getMessage());
    }
}
