package org.ossicle.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ossicle.error.ModelFileException;
import org.ossicle.graph.Storage;

/** A model file read by position, so that files of any size take no memory. */
final class FileSource implements ByteSource {
    private final Path file;
    private final FileChannel channel;
    private final long size;

    private FileSource(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static FileSource open(Path path) {
        Path file = path.toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(
                    file.toString(),
                    "a model file",
                    Files.isDirectory(file) ? "a folder" : "nothing of that name",
                    "check the path");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new FileSource(file, channel, channel.size());
        } catch (IOException e) {
            closeQuietly(channel);
            throw unreadable(file, e);
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] target, int length) {
        try {
            return Math.max(0, channel.read(ByteBuffer.wrap(target, 0, length), position));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public Storage range(long offset, long length) {
        return new Storage.FileRange(file, offset, length);
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            System.getLogger(FileSource.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a model file that was only read", e);
        }
    }

    private static ModelFileException unreadable(Path file, IOException e) {
        return new ModelFileException(
                file.toString(),
                "a readable file",
                e.toString(),
                "check the file's permissions and the disk",
                e);
    }
}
