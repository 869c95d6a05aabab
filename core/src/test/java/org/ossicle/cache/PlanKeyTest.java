package org.ossicle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.compile.Bindings;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;

class PlanKeyTest {
    @TempDir Path folder;

    @Test
    void everyBindingCounts() {
        Tensor one = Tensor.ofLongs(new long[0], 1);
        Tensor two = Tensor.ofLongs(new long[0], 2);
        Tensor flat = Tensor.ofLongs(new long[] {1}, 1);
        Tensor row = Tensor.zeros(DType.FLOAT32, 1, 2);
        Tensor column = Tensor.zeros(DType.FLOAT32, 2, 1);
        Tensor whole = Tensor.zeros(DType.INT32, 1, 2);
        List<Bindings> all =
                List.of(
                        Bindings.NONE,
                        Bindings.NONE.otherDims(2),
                        Bindings.NONE.scoring(1),
                        Bindings.NONE.scoring(2),
                        Bindings.NONE.scoring(2, 1),
                        Bindings.NONE.scoringProjections(2),
                        Bindings.NONE.projecting(2, 0),
                        Bindings.NONE.projecting(2, 1),
                        Bindings.NONE.dim("N", 1L),
                        Bindings.NONE.dim("N", 2L),
                        Bindings.NONE.dim("T", 2L),
                        Bindings.NONE.shape("x", 1L, 2L),
                        Bindings.NONE.shape("x", 2L, 1L),
                        Bindings.NONE.shape("y", 2L, 1L),
                        Bindings.NONE.constant("x", one),
                        Bindings.NONE.constant("x", two),
                        Bindings.NONE.constant("x", flat),
                        Bindings.NONE.constant("y", flat),
                        Bindings.NONE.constant("x", row),
                        Bindings.NONE.constant("x", column),
                        Bindings.NONE.constant("x", whole),
                        Bindings.NONE.state("a", "b"),
                        Bindings.NONE.state("b", "a"),
                        Bindings.NONE.state("a", "c"),
                        Bindings.NONE.state("c", "b"));
        Set<PlanKey> keys = new HashSet<>();
        for (Bindings bindings : all) {
            keys.add(PlanKey.of("build", new ContentDigest(1, 2, 3), bindings));
        }
        assertEquals(all.size(), keys.size());
    }

    @Test
    void contentAndBuildCount() {
        PlanKey key = PlanKey.of("build", new ContentDigest(1, 2, 3), Bindings.NONE);
        assertEquals(key, PlanKey.of("build", new ContentDigest(1, 2, 3), Bindings.NONE));
        assertNotEquals(key, PlanKey.of("built", new ContentDigest(1, 2, 3), Bindings.NONE));
        assertNotEquals(key, PlanKey.of("build", new ContentDigest(2, 2, 3), Bindings.NONE));
        assertNotEquals(key, PlanKey.of("build", new ContentDigest(1, 3, 3), Bindings.NONE));
        assertNotEquals(key, PlanKey.of("build", new ContentDigest(1, 2, 4), Bindings.NONE));
    }

    @Test
    void theOrderOfNamedBindingsDoesNotCount() {
        Bindings ab = new Bindings(Map.of("a", 1L, "b", 2L), Map.of(), Map.of(), List.of(), 1);
        Bindings ba = Bindings.NONE.dim("b", 2L).dim("a", 1L);
        ContentDigest model = new ContentDigest(1, 2, 3);
        assertEquals(PlanKey.of("x", model, ab), PlanKey.of("x", model, ba));
    }

    /** The order in which a map tells its entries changes from one JVM to the next. */
    @Test
    void namedBindingsStandInTheOrderOfTheirNames() {
        Bindings many = Bindings.NONE;
        for (int i = 20; i >= 1; i--) {
            Tensor scalar = Tensor.ofLongs(new long[0], i);
            many = many.dim("d" + (100 + i), i).shape("s" + (100 + i), 1L);
            many = many.constant("c" + (100 + i), scalar);
        }
        PlanKey key = PlanKey.of("x", new ContentDigest(1, 2, 3), many);
        String bytes = new String(key.bytes(), StandardCharsets.ISO_8859_1);
        int last = 0;
        for (String kind : List.of("d", "s", "c")) {
            for (int i = 101; i <= 120; i++) {
                int at = bytes.indexOf(kind + i);
                assertTrue(at > last, kind + i);
                last = at;
            }
        }
    }

    @Test
    void eachByteOfTheModelCountsAndItsTimeDoesNot() throws IOException {
        byte[] content = new byte[700_001];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("m.onnx"), content);
        PlanKey key = PlanKey.of(file, Bindings.NONE);
        assertNotNull(key);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertEquals(key, PlanKey.of(file, Bindings.NONE));
        for (int at : new int[] {0, 262_143, 262_144, 700_000}) {
            content[at]++;
            Files.write(file, content);
            assertNotEquals(key, PlanKey.of(file, Bindings.NONE), "byte " + at);
            content[at]--;
        }
    }

    @Test
    void timeAndSizeTellBuildsApart() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/org"));
        for (Path home : List.of(folder.resolve("a.jar"), folder.resolve("classes"))) {
            Path file = Files.isDirectory(home) ? classes.resolve("A.class") : home;
            Set<String> builds = new HashSet<>();
            for (String content : List.of("one", "four")) {
                for (long second : new long[] {1_000, 2_000}) {
                    Files.writeString(file, content);
                    FileTime then = FileTime.fromMillis(1000 * second);
                    Files.setLastModifiedTime(file, then);
                    if (Files.isDirectory(home)) {
                        Files.setLastModifiedTime(classes, FileTime.fromMillis(1));
                        Files.setLastModifiedTime(home, FileTime.fromMillis(1));
                    }
                    builds.add(CodeIdentity.of(home));
                    assertFalse(builds.add(CodeIdentity.of(home)));
                }
            }
            assertEquals(4, builds.size(), builds.toString());
        }
    }

    @Test
    void findsTheFileThatClassesComeFrom() throws IOException {
        Path jar = Files.createFile(folder.resolve("a b.jar"));
        String url = jar.toUri().toString();
        assertEquals(jar, CodeIdentity.home(url));
        assertEquals(jar, CodeIdentity.home("jar:" + url + "!/"));
        String nested = "jar:nested:" + jar.toUri().getRawPath() + "/!BOOT-INF/lib/x.jar!/";
        assertEquals(jar, CodeIdentity.home(nested));
        assertNull(CodeIdentity.home("http://example.org/a.jar"));
        assertNull(CodeIdentity.home("file:/no/such/file.jar"));
    }
}
