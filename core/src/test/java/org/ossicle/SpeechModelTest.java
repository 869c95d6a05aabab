package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;

class SpeechModelTest {
    @TempDir Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        Files.createFile(folder.resolve(ToneFamily.FILE));
        ToneModel.OPEN_MODELS.set(0);
        ToneModel.OPEN_PIPELINES.set(0);
    }

    @Test
    void describesWhatItLoadedAndWhatItRunsOn() {
        SpeechModel model = SpeechModel.load(folder, LoadOptions.defaults().withMappedFiles(false));
        model.close();
        ModelDescription description = model.describe();
        assertEquals("tone", description.family());
        assertEquals(List.of(folder.resolve(ToneFamily.FILE)), description.files());
        assertEquals(8, description.vocabularySize());
        assertEquals(16_000, description.sampleRateHz());
        Diagnostics report = model.diagnostics();
        assertEquals("abacus", report.engine());
        assertEquals("false", report.engineFacts().get("mapped"));
        assertTrue(report.toString().contains("reason: the only one\nmapped: false\njava: "));
    }

    @Test
    void saysWhatIsInAFolderItDoesNotKnow() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("notes.txt"));
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> SpeechModel.load(other));
        assertEquals(other.toString(), e.where());
        assertTrue(e.expected().contains("tone"), e.getMessage());
        assertEquals("notes.txt", e.found());
    }

    @Test
    void saysThatAFolderIsMissingOrIsAFile() {
        Path missing = folder.resolve("missing");
        assertEquals(
                "nothing",
                assertThrows(ModelFileException.class, () -> SpeechModel.load(missing)).found());
        Path file = folder.resolve(ToneFamily.FILE);
        assertEquals(
                "a file",
                assertThrows(ModelFileException.class, () -> SpeechModel.load(file)).found());
    }

    @Test
    void livesUntilItsLastStreamIsClosed() {
        SpeechModel model = SpeechModel.load(folder);
        RecognizerStream first = model.newStream();
        RecognizerStream second = model.newStream();
        assertEquals(2, ToneModel.OPEN_PIPELINES.get());
        model.close();
        model.close();
        first.close();
        first.close();
        assertEquals(1, ToneModel.OPEN_MODELS.get());
        assertEquals(1, ToneModel.OPEN_PIPELINES.get());
        assertThrows(ClosedException.class, model::newStream);
        second.finish();
        second.close();
        assertEquals(0, ToneModel.OPEN_MODELS.get());
        assertEquals(0, ToneModel.OPEN_PIPELINES.get());
    }
}
