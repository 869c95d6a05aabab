package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {
    @TempDir Path folder;

    @Test
    void freesWhatNobodyClosed() throws Exception {
        int models = ToneModel.OPEN_MODELS.get();
        int pipelines = ToneModel.OPEN_PIPELINES.get();
        forget();
        assertTrue(
                collectedUntil(() -> ToneModel.OPEN_MODELS.get() == models),
                "a model that no stream holds any more");
        assertEquals(pipelines, ToneModel.OPEN_PIPELINES.get());
    }

    /** Opens a model and streams, one of them known to its own listener, and lets go of them. */
    private void forget() throws IOException {
        Files.createFile(folder.resolve(ToneFamily.FILE));
        SpeechModel model = SpeechModel.load(folder);
        float[] sound = ToneModel.sound(0, 1, 0);
        RecognizerStream[] itself = new RecognizerStream[1];
        itself[0] = model.newStream(StreamOptions.defaults(), event -> itself[0].hashCode());
        itself[0].accept(sound, 0, sound.length, RecognizerStreamTest.FLOATS);
        model.newStream().accept(sound, 0, sound.length, RecognizerStreamTest.FLOATS);
        Session.open(model, null, SessionOptions.defaults());
    }

    private static boolean collectedUntil(BooleanSupplier condition) throws InterruptedException {
        for (int round = 0; round < 500 && !condition.getAsBoolean(); round++) {
            System.gc();
            Thread.sleep(10);
        }
        return condition.getAsBoolean();
    }

    @Test
    void takesEachStepOnceAndInOrderThoughOneFails() {
        List<String> taken = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("first");
        Leaks.Guard guard =
                Leaks.watch(
                        new Object(),
                        "test",
                        () -> {
                            taken.add("first");
                            throw failure;
                        },
                        () -> taken.add("second"));
        assertEquals(failure, assertThrows(IllegalStateException.class, guard::close));
        guard.close();
        assertEquals(List.of("first", "second"), taken);
    }
}
