package org.ossicle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.graph.Storage;
import org.ossicle.plan.PlanPrinter;

class PlanCacheTest {
    private static final Path MODEL = Path.of("/models/m.onnx");

    @TempDir Path home;

    private Path folder() {
        return home.resolve("a/cache");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatWasStored(long seed) {
        PlanCache cache = PlanCache.in(folder());
        LoweredPlan stored = Samples.plan(seed, MODEL);
        assertNull(cache.find(Samples.key(1), MODEL));
        cache.store(Samples.key(1), stored);
        LoweredPlan found = cache.find(Samples.key(1), MODEL);
        assertEquals(PlanPrinter.print(stored.outline()), PlanPrinter.print(found.outline()));
        assertEquals(stored.program().bytes().rewind(), found.program().bytes());
        assertTrue(found.program().bytes().isDirect());
        List<Storage> wanted = stored.program().sources();
        assertEquals(wanted.size(), found.program().sources().size());
        for (int i = 0; i < wanted.size(); i++) {
            assertEquals(wanted.get(i), found.program().sources().get(i));
        }
    }

    @Test
    void rangesReferToTheModelAtItsPresentPlace() {
        PlanCache cache = PlanCache.in(folder());
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        Path moved = Path.of("/elsewhere/n.onnx");
        LoweredPlan found = cache.find(Samples.key(1), moved);
        assertEquals(moved.toString(), found.outline().name());
        assertTrue(found.program().sources().contains(new Storage.FileRange(moved, 17, 4242)));
    }

    @Test
    void anotherKeyFindsNothing() throws IOException {
        PlanCache cache = PlanCache.in(folder());
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        assertNull(cache.find(Samples.key(2), MODEL));
        Path entry = onlyFile();
        Files.move(entry, folder().resolve(Samples.key(2).fileName()));
        assertNull(cache.find(Samples.key(2), MODEL), "keys of equal file names are compared");
        assertEquals(1, files().size(), "an entry of another key is no damage");
    }

    @Test
    void ignoresAndRemovesDamagedFiles() throws IOException {
        PlanCache cache = PlanCache.in(folder());
        PlanKey key = Samples.key(1);
        cache.store(key, Samples.plan(1, MODEL));
        Path entry = onlyFile();
        byte[] whole = Files.readAllBytes(entry);
        Random random = new Random(5);
        for (int round = 0; round < 400; round++) {
            byte[] spoilt = whole.clone();
            int at = round < 100 ? round : random.nextInt(whole.length);
            spoilt[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(entry, spoilt);
            assertNull(cache.find(key, MODEL), "byte " + at);
            assertEquals(at < 8, Files.exists(entry), "byte " + at);
            int length = round < 100 ? round : random.nextInt(whole.length);
            Files.write(entry, Arrays.copyOf(whole, length));
            assertNull(cache.find(key, MODEL), "cut at " + length);
        }
        Files.write(entry, whole);
        assertNotNull(cache.find(key, MODEL));
    }

    @Test
    void survivesDamageWithAFittingChecksum() throws IOException {
        PlanCache cache = PlanCache.in(folder());
        PlanKey key = Samples.key(1);
        cache.store(key, Samples.plan(2, MODEL));
        Path entry = onlyFile();
        byte[] whole = Files.readAllBytes(entry);
        Random random = new Random(6);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] spoilt = whole.clone();
            int flips = 1 + random.nextInt(3);
            for (int i = 0; i < flips; i++) {
                int from = EntryWriter.HEADER_BYTES;
                int at = from + random.nextInt(round % 2 == 0 ? 700 : whole.length - from);
                spoilt[at] = (byte) (random.nextBoolean() ? -1 : random.nextInt());
            }
            boolean cut = round % 10 == 0;
            Files.write(entry, cut ? Arrays.copyOf(spoilt, whole.length - round / 10) : spoilt);
            Samples.repair(entry);
            refused += cache.find(key, MODEL) == null ? 1 : 0;
        }
        assertTrue(refused > 300, "only " + refused + " refused");
    }

    @Test
    void worksWithoutAFolderToWriteTo() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        PlanCache cache = PlanCache.in(file.resolve("cache"));
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        assertNull(cache.find(Samples.key(1), MODEL));
        assertFalse(PlanCache.NONE.isActive());
    }

    @Test
    void keepsTheFolderToItsOwner() throws IOException {
        PlanCache cache = PlanCache.in(folder());
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertNull(cache.find(Samples.key(1), MODEL), "anybody could have written it");
        cache.store(Samples.key(2), Samples.plan(2, MODEL));
        assertEquals(1, files().size());
    }

    @Test
    void letsGoOfWhatIsUnusedForLongest() throws IOException {
        long entryBytes =
                EntryWriter.write(Samples.key(1), Samples.plan(1, MODEL), 1 << 20).limit();
        PlanCache cache = PlanCache.in(folder(), entryBytes * 9 / 2);
        Path foreign = Files.createDirectories(folder()).resolve("notes.txt");
        Files.writeString(foreign, "kept");
        age(foreign, 20);
        Path fresh = folder().resolve("y" + PlanCache.SUFFIX + ".1.2.part");
        Files.writeString(fresh, "being written");
        Path abandoned = folder().resolve("x" + PlanCache.SUFFIX + ".1.2.part");
        Files.writeString(abandoned, "half");
        age(abandoned, 3);
        for (int i = 1; i <= 4; i++) {
            cache.store(Samples.key(i), Samples.plan(1, MODEL));
            age(folder().resolve(Samples.key(i).fileName()), 10 - i);
        }
        assertNotNull(cache.find(Samples.key(1), MODEL), "which marks it as used");
        cache.store(Samples.key(5), Samples.plan(1, MODEL));
        assertNull(cache.find(Samples.key(2), MODEL));
        for (int kept : new int[] {1, 3, 4, 5}) {
            assertNotNull(cache.find(Samples.key(kept), MODEL), "entry " + kept);
        }
        assertTrue(Files.exists(foreign));
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(fresh));
    }

    @Test
    void keepsNoEntryThatWouldCrowdOutTheOthers() {
        long bytes = EntryWriter.write(Samples.key(1), Samples.plan(1, MODEL), 1 << 20).limit();
        PlanCache small = PlanCache.in(folder(), 4 * bytes - 1);
        small.store(Samples.key(1), Samples.plan(1, MODEL));
        assertFalse(Files.exists(folder()));
        PlanCache larger = PlanCache.in(folder(), 4 * bytes);
        larger.store(Samples.key(1), Samples.plan(1, MODEL));
        assertNotNull(larger.find(Samples.key(1), MODEL));
        assertNull(PlanCache.in(folder(), bytes - 1).find(Samples.key(1), MODEL), "too large");
    }

    @Test
    void takesSeveralReadersAndWritersAtOnce() throws Exception {
        LoweredPlan plan = Samples.plan(3, MODEL);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> done = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            done.add(
                    threads.submit(
                            () -> {
                                int found = 0;
                                for (int i = 0; i < 40; i++) {
                                    PlanCache cache = PlanCache.in(folder());
                                    cache.store(Samples.key(i % 2), plan);
                                    boolean hit = cache.find(Samples.key(i % 2), MODEL) != null;
                                    found += hit ? 1 : 0;
                                }
                                return found;
                            }));
        }
        for (Future<Integer> one : done) {
            assertEquals(40, one.get());
        }
        threads.shutdown();
        assertEquals(2, files().size(), "nothing half written is left");
    }

    @Test
    void findsItsPlaceInTheSurroundings() {
        assertFalse(PlanCache.of("off", "/c", "/h").isActive());
        assertEquals(Path.of("/p"), PlanCache.of("/p", "/c", "/h").folder());
        assertEquals(Path.of("/c/ossicle/plans"), PlanCache.of(null, "/c", "/h").folder());
        assertEquals(Path.of("/h/.cache/ossicle/plans"), PlanCache.of(" ", "c", "/h").folder());
        assertFalse(PlanCache.of(null, null, "?").isActive());
        assertFalse(PlanCache.of("\0", null, "/h").isActive());
    }

    @Test
    void anUnknownVersionOfTheFormatIsLeftAlone() throws IOException {
        PlanCache cache = PlanCache.in(folder());
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        byte[] other = Files.readAllBytes(onlyFile());
        other[0]++;
        Files.write(onlyFile(), other);
        assertNull(cache.find(Samples.key(1), MODEL));
        assertEquals(ByteBuffer.wrap(other), ByteBuffer.wrap(Files.readAllBytes(onlyFile())));
    }

    @Test
    void takesNoLinkForAnEntry() throws IOException {
        PlanCache cache = PlanCache.in(folder());
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        Path elsewhere = Files.move(onlyFile(), home.resolve("elsewhere"));
        Files.createSymbolicLink(folder().resolve(Samples.key(1).fileName()), elsewhere);
        assertNull(cache.find(Samples.key(1), MODEL));
    }

    @Test
    void writersNeedNotWaitForWhatOthersLeft() throws IOException {
        Path folder = Files.createDirectories(folder());
        PlanCache cache = PlanCache.in(folder);
        Files.createFile(folder.resolve(Samples.key(1).fileName() + ".part"));
        cache.store(Samples.key(1), Samples.plan(1, MODEL));
        assertNotNull(cache.find(Samples.key(1), MODEL));
        Files.createDirectories(folder.resolve(Samples.key(2).fileName()).resolve("in the way"));
        int before = files().size();
        cache.store(Samples.key(2), Samples.plan(2, MODEL));
        assertEquals(before, files().size(), "nothing half written is left");
        assertNull(cache.find(Samples.key(2), MODEL));
    }

    private static void age(Path file, int days) throws IOException {
        Instant then = Instant.now().minus(Duration.ofDays(days));
        Files.setLastModifiedTime(file, FileTime.from(then));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder())) {
            return files.toList();
        }
    }

    private Path onlyFile() throws IOException {
        assertEquals(1, files().size());
        return files().get(0);
    }
}
