package org.ossicle.loader;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes one library to folders, under what its content is known by. A file that is already there
 * is used only if its bytes are the ones wanted; otherwise it is replaced by rename, so processes
 * that have the old one loaded keep it and several writers do no harm to each other.
 */
final class LibraryStore {
    private final LibraryContent content;
    private final String fileName;

    LibraryStore(LibraryContent content, String fileName) {
        this.content = content;
        this.fileName = fileName;
    }

    /** Makes sure that the library lies below {@code folder} and answers its path. */
    Path unpackTo(Path folder) throws IOException {
        Path home = folder.resolve(content.key());
        Files.createDirectories(home, ownerOnly());
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(home + " is not a folder of its own");
        }
        requireOwn(home);
        Path library = home.resolve(fileName);
        if (!content.isIn(library)) {
            Path fresh = Files.createTempFile(home, fileName, ".part");
            try {
                content.copyTo(fresh);
                replace(fresh, library);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return library;
    }

    /** A folder of another user could change the library between this check and its loading. */
    private static void requireOwn(Path home) throws IOException {
        String user = System.getProperty("user.name", "?");
        if (isPosix() && !user.equals("?") && !Files.getOwner(home).getName().equals(user)) {
            throw new IOException(home + " belongs to " + Files.getOwner(home));
        }
    }

    private static void replace(Path fresh, Path library) throws IOException {
        try {
            Files.move(
                    fresh,
                    library,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, library, StandardCopyOption.REPLACE_EXISTING);
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
