package org.ossicle.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a cache. They appear whole, by rename, and vanish by deletion only, so that readers
 * and writers of several processes need no lock.
 */
final class CacheFolder {
    private static final String UNFINISHED = ".part";

    /** An unfinished file this old has lost its writer. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** A file used again this long after it was last marked as used is marked anew. */
    private static final Duration USED = Duration.ofHours(12);

    private final Path folder;
    private final String suffix;

    /**
     * @param folder made when it is first written to, then for its owner only
     * @param suffix of the files that belong to the cache; others are left alone
     */
    CacheFolder(Path folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    Path path() {
        return folder;
    }

    /**
     * The content of a file.
     *
     * @return null if there is none of that name
     * @throws IOException if it cannot be read, is larger than {@code mostBytes}, or everybody may
     *     write to the folder
     */
    ByteBuffer read(String name, long mostBytes) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        requireTrusted();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            if (size > mostBytes) {
                throw new IOException(file + " has " + size + " bytes");
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining() && channel.read(content) >= 0) {
                continue;
            }
            return content.flip();
        }
    }

    /** Notes that a file is in use, so that it outlives others; best effort. */
    void markUsed(String name) {
        Path file = folder.resolve(name);
        try {
            Instant now = Instant.now();
            if (Files.getLastModifiedTime(file).toInstant().plus(USED).isBefore(now)) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            // A folder that is only read keeps its times; its files grow old together.
        }
    }

    /** Puts a file in place at once; of several writers the last one wins. */
    void write(String name, ByteBuffer content) throws IOException {
        Files.createDirectories(folder, ownerOnly());
        requireTrusted();
        String unfinished =
                name + "." + ProcessHandle.current().pid() + "." + System.nanoTime() + UNFINISHED;
        Path fresh = folder.resolve(unfinished);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                while (content.hasRemaining()) {
                    channel.write(content);
                }
            }
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    void delete(String name) {
        deleteQuietly(folder.resolve(name));
    }

    private record Kept(Path file, long bytes, Instant used) {}

    /** Deletes the files unused for longest until the rest has at most {@code mostBytes}. */
    void shrinkTo(long mostBytes) throws IOException {
        List<Kept> kept = new ArrayList<>();
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Kept found = look(file);
                if (found != null) {
                    kept.add(found);
                    bytes += found.bytes();
                }
            }
        }
        kept.sort((a, b) -> a.used().compareTo(b.used()));
        for (int i = 0; i < kept.size() && bytes > mostBytes; i++) {
            deleteQuietly(kept.get(i).file());
            bytes -= kept.get(i).bytes();
        }
    }

    /** A file of the cache, or null for others; what a writer left unfinished is deleted. */
    private Kept look(Path file) {
        String name = file.getFileName().toString();
        boolean unfinished = name.contains(suffix) && name.endsWith(UNFINISHED);
        if (!unfinished && !name.endsWith(suffix)) {
            return null;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Instant used = attributes.lastModifiedTime().toInstant();
            if (!unfinished) {
                return new Kept(file, attributes.size(), used);
            }
            if (used.plus(ABANDONED).isBefore(Instant.now())) {
                deleteQuietly(file);
            }
        } catch (IOException e) {
            // Another process has deleted it.
        }
        return null;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It stays, and is tried again when the folder is next too large.
        }
    }

    /** Entries are checked in full, yet nobody else should decide what a model computes. */
    private void requireTrusted() throws IOException {
        if (isPosix()
                && Files.getPosixFilePermissions(folder)
                        .contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("everybody may write to " + folder);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!isPosix()) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
