package org.ossicle.onnx;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Finds the operator test cases of ONNX: {@code node/<case>/{model.onnx,test_data_set_N/*.pb}}, in
 * a folder or packed as {@code .tar.gz}. The system property {@code ossicle.vectors} names either;
 * without it, {@code onnx-node-vectors.tar.gz} in the folder {@code ossicle.shared} names is used.
 */
public final class NodeVectorArchive {
    private static final String PACKED = "onnx-node-vectors.tar.gz";
    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_DIGITS = 11;
    private static final int TYPE_OFFSET = 156;
    private static final char EXTENDED_HEADER = 'x';

    private NodeVectorArchive() {}

    /** The folder that holds all cases, or null if there are none on this machine. */
    public static Path find() {
        Path source = source();
        if (source == null || !Files.exists(source)) {
            return null;
        }
        if (Files.isDirectory(source)) {
            return inside(source);
        }
        Path target = Path.of("target", "onnx-node-vectors");
        Path complete = target.resolve("complete");
        try {
            String stamp = source + " " + Files.getLastModifiedTime(source);
            if (!Files.exists(complete) || !Files.readString(complete).equals(stamp)) {
                unpack(source, target);
                Files.writeString(complete, stamp);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inside(target);
    }

    /** The folders of all cases, by name. */
    public static List<Path> cases(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> Files.exists(path.resolve("model.onnx")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path source() {
        String named = System.getProperty("ossicle.vectors");
        if (named != null) {
            return Path.of(named);
        }
        String shared = System.getProperty("ossicle.shared");
        return shared == null ? null : Path.of(shared, PACKED);
    }

    private static Path inside(Path folder) {
        Path node = folder.resolve("node");
        return Files.isDirectory(node) ? node : folder;
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                DataInputStream tar = new DataInputStream(new GZIPInputStream(file, 1 << 16))) {
            byte[] header = new byte[BLOCK_BYTES];
            String longName = null;
            for (tar.readFully(header); header[0] != 0; tar.readFully(header)) {
                int size = Integer.parseInt(text(header, SIZE_OFFSET, SIZE_DIGITS).trim(), 8);
                byte[] content = new byte[size];
                tar.readFully(content);
                tar.skipNBytes((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
                if (header[TYPE_OFFSET] == EXTENDED_HEADER) {
                    longName = extendedName(new String(content, StandardCharsets.UTF_8));
                } else {
                    String name = longName == null ? text(header, 0, NAME_BYTES) : longName;
                    longName = null;
                    write(target, name, content);
                }
            }
        }
    }

    private static void write(Path target, String name, byte[] content) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive leads out of itself: " + name);
        }
        if (name.endsWith(".onnx") || name.endsWith(".pb")) {
            Files.createDirectories(path.getParent());
            Files.write(path, content);
        }
    }

    /** The path among the lines {@code <length> <key>=<value>} of an extended header, or null. */
    private static String extendedName(String header) {
        for (String line : header.split("\n")) {
            String entry = line.substring(line.indexOf(' ') + 1);
            if (entry.startsWith("path=")) {
                return entry.substring("path=".length());
            }
        }
        return null;
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
