package org.ossicle.benchmarks.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A folder of models. Those under {@code synthetic/} may be there as files or in an archive {@code
 * synthetic.tar.gz}, which is then unpacked once, beside the benchmarks' jar.
 */
public final class ModelFolder {
    private static final String SYNTHETIC = "synthetic/";
    private static final int TAR_BLOCK = 512;

    private final Path folder;
    private Path unpacked;

    public ModelFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder itself, absolute. */
    public Path path() {
        return folder;
    }

    /**
     * The place of a model, a file or a folder.
     *
     * @throws MissingModelException if it is not there
     */
    public Path find(String model) {
        Path file = folder.resolve(model);
        Path archive = folder.resolve("synthetic.tar.gz");
        if (Files.notExists(file) && model.startsWith(SYNTHETIC) && Files.exists(archive)) {
            file = unpackOnce(archive).resolve(model.substring(SYNTHETIC.length()));
        }
        if (Files.notExists(file)) {
            throw new MissingModelException("no " + model + " in " + folder);
        }
        return file;
    }

    /** Sound to recognise: {@link Sound#sentence}. */
    public float[] sentence() {
        return Sound.sentence(folder);
    }

    private synchronized Path unpackOnce(Path archive) {
        if (unpacked == null) {
            try {
                unpacked = unpack(archive, beside());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unpack " + archive, e);
            }
        }
        return unpacked;
    }

    private static Path beside() {
        try {
            var source = ModelFolder.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(source.toURI()).resolveSibling("synthetic-models");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path unpack(Path archive, Path target) throws IOException {
        Path done = target.resolve("unpacked-" + Files.getLastModifiedTime(archive).toMillis());
        if (Files.notExists(done)) {
            Files.createDirectories(target);
            try (InputStream tar = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
                unpack(tar, target);
            }
            Files.writeString(done, archive.toString());
        }
        return target;
    }

    private static void unpack(InputStream tar, Path target) throws IOException {
        byte[] header = tar.readNBytes(TAR_BLOCK);
        while (header.length == TAR_BLOCK && header[0] != 0) {
            long size = Long.parseLong(text(header, 124, 12).strip(), 8);
            Path name = Path.of(text(header, 0, 100)).getFileName();
            byte[] content = tar.readNBytes(Math.toIntExact(size));
            if (name.toString().endsWith(".onnx")) {
                Files.write(target.resolve(name), content);
            }
            tar.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
            header = tar.readNBytes(TAR_BLOCK);
        }
    }

    private static String text(byte[] header, int offset, int length) {
        String text = new String(header, offset, length, StandardCharsets.US_ASCII);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
