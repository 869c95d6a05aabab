package org.ossicle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
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
import org.ossicle.graph.Tensor;

class PlanKeyTest {
    @TempDir Path folder;

    @Test
    void everyBindingCounts() {
        Tensor one = Tensor.ofLongs(new long[0], 1);
        Tensor two = Tensor.ofLongs(new long[0], 2);
        Tensor flat = Tensor.ofLongs(new long[] {1}, 1);
        List<Bindings> all =
                List.of(
                        Bindings.NONE,
                        Bindings.NONE.otherDims(2),
                        Bindings.NONE.scoring(1),
                        Bindings.NONE.scoring(2),
                        Bindings.NONE.dim("N", 1L),
                        Bindings.NONE.dim("N", 2L),
                        Bindings.NONE.dim("T", 2L),
                        Bindings.NONE.shape("x", 1L, 2L),
                        Bindings.NONE.shape("x", 2L, 1L),
                        Bindings.NONE.constant("x", one),
                        Bindings.NONE.constant("x", two),
                        Bindings.NONE.constant("x", flat),
                        Bindings.NONE.state("a", "b"),
                        Bindings.NONE.state("b", "a"));
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
