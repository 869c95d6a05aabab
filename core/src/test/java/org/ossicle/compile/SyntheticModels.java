package org.ossicle.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Unpacks the archive of synthetic models to the build folder, once. */
final class SyntheticModels {
    private static final Path ARCHIVE =
            Path.of(System.getProperty("ossicle.shared", "missing"), "models/synthetic.tar.gz");
    private static final Path FOLDER = Path.of("target/synthetic-models");
    private static final int BLOCK = 512;

    private SyntheticModels() {}

    /** The folder; empty if the archive is missing. */
    static synchronized Path folder() {
        Path done = FOLDER.resolve("unpacked");
        if (!Files.exists(done) && Files.exists(ARCHIVE)) {
            try (InputStream tar = new GZIPInputStream(Files.newInputStream(ARCHIVE))) {
                Files.createDirectories(FOLDER);
                unpack(tar);
                Files.createFile(done);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return FOLDER;
    }

    private static void unpack(InputStream tar) throws IOException {
        byte[] header = tar.readNBytes(BLOCK);
        while (header.length == BLOCK && header[0] != 0) {
            String path = text(header, 0, 100);
            long size = Long.parseLong(text(header, 124, 12).strip(), 8);
            if (header[156] == '0' && path.endsWith(".onnx")) {
                Path file = FOLDER.resolve(Path.of(path).getFileName());
                Files.write(file, tar.readNBytes((int) size));
            } else {
                tar.skipNBytes(size);
            }
            tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            header = tar.readNBytes(BLOCK);
        }
    }

    private static String text(byte[] header, int offset, int length) {
        String text = new String(header, offset, length, StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
