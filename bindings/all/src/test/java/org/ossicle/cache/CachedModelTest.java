package org.ossicle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.LoadOptions;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmFormat;
import org.ossicle.compile.Bindings;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.EngineLookup;
import org.ossicle.engine.PlanState;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.ProgramEngine;
import org.ossicle.error.OssicleException;
import org.ossicle.parity.Shared;

/** Models restored from the cache compute what compiled ones do, whatever is in its files. */
class CachedModelTest {
    private static final int MODEL_FILES = 3;
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir Path folder;

    private final Path model = Shared.path("models/zipformer2-en-3.3M");
    private final float[] sound = Shared.speech(96_000);

    @AfterEach
    void nothingLeaks() {
        String facts = EngineLookup.open().engine().facts().get("native bytes in use");
        assertEquals("0", facts);
    }

    @Test
    void restoredModelsComputeTheSame() throws IOException {
        Path kept = folder.resolve("plans");
        LoadOptions cached = LoadOptions.defaults().withPlanCache(kept);
        String wanted = run(LoadOptions.defaults().withoutPlanCache());
        assertFalse(Files.exists(kept), "a load without cache keeps nothing");
        assertEquals(wanted, run(cached));
        assertEquals(MODEL_FILES, files(kept).size());
        for (Path file : files(kept)) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }
        assertEquals(wanted, run(cached));
        assertTrue(wanted.startsWith(run(cached.withMappedFiles(false))));
        for (Path file : files(kept)) {
            assertTrue(Files.getLastModifiedTime(file).compareTo(LONG_AGO) > 0, "used " + file);
        }
    }

    @Test
    void loadsInSeveralThreadsAtOnce() throws Exception {
        LoadOptions cached = LoadOptions.defaults().withPlanCache(folder.resolve("plans"));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<String>> texts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            texts.add(threads.submit(() -> run(cached)));
        }
        String wanted = run(LoadOptions.defaults().withoutPlanCache());
        for (Future<String> text : texts) {
            assertEquals(wanted, text.get());
        }
        threads.shutdown();
        assertEquals(MODEL_FILES, files(folder.resolve("plans")).size());
    }

    @Test
    void rebuildsWhatIsDamaged() throws IOException {
        Path kept = folder.resolve("plans");
        LoadOptions cached = LoadOptions.defaults().withPlanCache(kept);
        String wanted = run(cached);
        for (Path file : files(kept)) {
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int program = indexOf(content, 0x4C43534F);
            content.putInt(program + 4, 99);
            repair(file, content);
        }
        assertEquals(wanted, run(cached));
        for (Path file : files(kept)) {
            Files.write(file, new byte[100]);
        }
        assertEquals(wanted, run(cached));
    }

    /** Programs that a hostile writer made: refused with a reason, or run within their bounds. */
    @Test
    void survivesProgramsOfAnyBytes() throws IOException {
        PlanCache cache = PlanCache.in(folder.resolve("plans"));
        LoadOptions options = LoadOptions.defaults().withPlanCache(cache.folder());
        SpeechModel.load(model, options).close();
        Path file = model.resolve("joiner.int8.onnx");
        PlanKey key = PlanKey.of(file, Bindings.NONE.scoring(4));
        Path entry = cache.folder().resolve(key.fileName());
        byte[] whole = Files.readAllBytes(entry);
        Random random = new Random(8);
        int refused = 0;
        try (ProgramEngine engine = (ProgramEngine) EngineLookup.open().engine()) {
            for (int round = 0; round < 1500; round++) {
                byte[] spoilt = whole.clone();
                for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
                    int from = EntryWriter.HEADER_BYTES + key.bytes().length;
                    int at = from + random.nextInt(whole.length - from);
                    spoilt[at] ^= (byte) (1 << random.nextInt(8));
                }
                repair(entry, ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN));
                LoweredPlan found = cache.find(key, file);
                refused += found == null || !runs(engine, found) ? 1 : 0;
            }
        }
        assertTrue(refused > 100, "only " + refused + " refused");
    }

    private static boolean runs(ProgramEngine engine, LoweredPlan lowered) {
        try (CompiledPlan plan = engine.compile(lowered, CompileOptions.DEFAULT);
                PlanState state = plan.newState()) {
            for (int i = 0; i < lowered.outline().inputs().size(); i++) {
                ByteBuffer input = state.input(i);
                input.put(input.capacity() - 1, (byte) 1);
            }
            state.run();
            for (int i = 0; i < lowered.outline().outputs().size(); i++) {
                ByteBuffer output = state.output(i);
                output.get(output.capacity() - 1);
            }
            return true;
        } catch (OssicleException e) {
            assertFalse(e.getMessage().isBlank());
            return false;
        }
    }

    private String run(LoadOptions options) {
        StringBuilder text = new StringBuilder();
        try (SpeechModel loaded = SpeechModel.load(model, options);
                RecognizerStream stream = loaded.newStream()) {
            stream.accept(sound, 0, sound.length, PcmFormat.monoFloat32(16_000));
            stream.finish();
            for (SpeechEvent event; (event = stream.poll()) != null; ) {
                text.append(event).append('\n');
            }
            assertTrue(text.toString().contains("Final"), "no words to compare");
            if (options.mapsFiles()) {
                text.append(loaded.describe());
            }
        }
        return text.toString();
    }

    private static int indexOf(ByteBuffer content, int word) {
        int at = EntryWriter.HEADER_BYTES;
        while (content.getInt(at) != word) {
            at++;
        }
        return at;
    }

    /** Writes a changed content under a checksum that fits. */
    private static void repair(Path file, ByteBuffer content) throws IOException {
        ContentDigest digest =
                ContentDigest.of(content.duplicate().position(EntryWriter.HEADER_BYTES));
        content.putLong(8, digest.bytes()).putLong(16, digest.checksums());
        Files.write(file, content.array());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
