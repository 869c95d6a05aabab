package org.ossicle.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.error.EngineException;

class NativeLibraryFileTest {
    private static final Platform PLATFORM = Platform.of("Linux", "amd64");
    private static final byte[] CONTENT = {1, 2, 3, 4};

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64, libossicle.so",
        "Linux, aarch64, linux-aarch64, libossicle.so",
        "Linux, arm, linux-armhf, libossicle.so",
        "Mac OS X, aarch64, macos-aarch64, libossicle.dylib",
        "Windows 11, amd64, windows-x86_64, ossicle.dll",
    })
    void namesPlatformsAsTheJarsAreNamed(String os, String arch, String name, String library) {
        assertEquals(new Platform(name, library), Platform.of(os, arch));
    }

    @Test
    void unpacksOnceAndSharesTheFile() throws IOException {
        Path first = unpack(folder).file();
        assertArrayEquals(CONTENT, Files.readAllBytes(first));
        Object written = Files.getAttribute(first, "unix:ino");
        assertEquals(first, unpack(folder).file());
        assertEquals(written, Files.getAttribute(first, "unix:ino"));
    }

    @Test
    void replacesAFileThatWasTamperedWith() throws IOException {
        Path library = unpack(folder).file();
        Files.write(library, new byte[] {1, 2, 3, 5});
        assertArrayEquals(CONTENT, Files.readAllBytes(unpack(folder).file()));
    }

    @Test
    void unpacksFromAJarByTheChecksumOfItsIndex() throws IOException {
        Path jar = folder.resolve("a.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(PLATFORM.resource()));
            out.write(CONTENT);
        }
        URL[] urls = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            List<Path> folders = List.of(folder.resolve("store"));
            Path library = NativeLibraryFile.unpack(PLATFORM, loader, folders).file();
            assertArrayEquals(CONTENT, Files.readAllBytes(library));
            Files.write(library, new byte[] {1, 2, 3, 5});
            Path again = NativeLibraryFile.unpack(PLATFORM, loader, folders).file();
            assertEquals(library, again);
            assertArrayEquals(CONTENT, Files.readAllBytes(again));
        }
    }

    @Test
    void leavesNoHalfWrittenFileBehind() throws IOException {
        Path library = unpack(folder).file();
        try (var files = Files.list(library.getParent())) {
            assertEquals(List.of(library), files.toList());
        }
    }

    @Test
    void fallsBackToTheNextFolder() throws IOException {
        Path blocked = Files.createFile(folder.resolve("file"));
        Path free = folder.resolve("free");
        Path library =
                NativeLibraryFile.unpack(PLATFORM, jar(), List.of(blocked.resolve("x"), free))
                        .file();
        assertTrue(library.startsWith(free), library.toString());
    }

    @Test
    void namesEveryFolderThatFailed() throws IOException {
        Path blocked = Files.createFile(folder.resolve("file")).resolve("x");
        EngineException thrown =
                assertThrows(
                        EngineException.class,
                        () -> NativeLibraryFile.unpack(PLATFORM, jar(), List.of(blocked)));
        assertTrue(thrown.getMessage().contains(blocked.toString()), thrown.getMessage());
    }

    @Test
    void saysWhichDependencyIsMissing() {
        Platform unknown = Platform.of("Linux", "riscv64");
        EngineException thrown =
                assertThrows(
                        EngineException.class,
                        () -> NativeLibraryFile.unpack(unknown, jar(), List.of(folder)));
        assertTrue(thrown.getMessage().contains("linux-riscv64"), thrown.getMessage());
    }

    private NativeLibraryFile unpack(Path to) throws IOException {
        return NativeLibraryFile.unpack(PLATFORM, jar(), List.of(to.resolve("store")));
    }

    private ClassLoader jar() throws IOException {
        Path resource = folder.resolve("jar").resolve(PLATFORM.resource());
        if (Files.notExists(resource)) {
            Files.createDirectories(resource.getParent());
            Files.write(resource, CONTENT);
        }
        URL root = folder.resolve("jar").toUri().toURL();
        return new URLClassLoader(new URL[] {root}, null);
    }
}
