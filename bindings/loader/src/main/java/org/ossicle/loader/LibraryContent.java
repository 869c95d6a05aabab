package org.ossicle.loader;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/**
 * A library inside a jar or folder of the class path, known by its size and CRC-32. A jar has both
 * in its index, so that a library that was unpacked before is recognised without unpacking it
 * again, and a JVM that has just started computes a CRC as fast as any other, which it does no
 * cryptographic digest.
 */
record LibraryContent(URL url, long bytes, long crc32) {
    private static final int CHUNK_BYTES = 1 << 16;

    static LibraryContent of(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            JarEntry entry = jar.getJarEntry();
            if (entry != null && entry.getSize() >= 0 && entry.getCrc() >= 0) {
                return new LibraryContent(url, entry.getSize(), entry.getCrc());
            }
        }
        try (InputStream in = url.openStream()) {
            CRC32 crc32 = new CRC32();
            return new LibraryContent(url, update(crc32, in), crc32.getValue());
        }
    }

    /** A name for folders that hold this content and seldom another. */
    String key() {
        return HexFormat.of().toHexDigits((int) crc32) + "-" + bytes;
    }

    /** Whether {@code file} is a file of its own with this content. */
    boolean isIn(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != bytes) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            CRC32 found = new CRC32();
            return update(found, in) == bytes && found.getValue() == crc32;
        }
    }

    /** Writes the content to a file that is there and empty. */
    void copyTo(Path file) throws IOException {
        try (InputStream in = url.openStream()) {
            Files.write(file, in.readAllBytes());
        }
        if (!isIn(file)) {
            throw new IOException(url + " does not have the checksum that its jar gives");
        }
    }

    private static long update(CRC32 crc32, InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        for (int read; (read = in.read(chunk)) > 0; ) {
            crc32.update(chunk, 0, read);
            bytes += read;
        }
        return bytes;
    }
}
