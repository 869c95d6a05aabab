package org.ossicle.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.Storage;

/**
 * Finds the elements that tensors keep outside the model file, and lets no model reach a file
 * outside its own folder.
 */
final class ExternalFiles {
    private static final String KEEP_TOGETHER =
            "put the weights beside the model file, under the name the model gives";

    private final String model;
    private final Path folder;
    private final ExternalData finder;
    private final Map<String, Storage> found = new HashMap<>();

    private ExternalFiles(String model, Path folder, ExternalData finder) {
        this.model = model;
        this.folder = folder;
        this.finder = finder;
    }

    /** The files beside a model file. */
    static ExternalFiles beside(Path modelFile) {
        Path absolute = modelFile.toAbsolutePath();
        return new ExternalFiles(absolute.toString(), absolute.getParent(), null);
    }

    /** What {@code finder} finds for a model in memory; null if there is no finder. */
    static ExternalFiles of(String model, ExternalData finder) {
        return new ExternalFiles(model, null, finder);
    }

    /** Whether no tensor has asked for anything. */
    boolean isUnused() {
        return found.isEmpty();
    }

    /** The {@code bytes} bytes that {@code entry} points at. */
    Storage find(String tensor, ExternalEntry entry, long bytes) {
        String where = model + ", tensor '" + tensor + "'";
        Storage whole = found.get(entry.location());
        if (whole == null) {
            whole = folder == null ? ask(where, entry.location()) : locate(where, entry.location());
            found.put(entry.location(), whole);
        }
        long offset = number(where, "offset", entry.offset());
        long length = entry.length() == null ? bytes : number(where, "length", entry.length());
        if (length != bytes) {
            throw new ModelFormatException(
                    where,
                    bytes + " bytes of external data",
                    length + " bytes",
                    "export the model again");
        }
        if (offset > whole.length() || bytes > whole.length() - offset) {
            throw new ModelFileException(
                    where,
                    bytes + " bytes at offset " + offset + " of '" + entry.location() + "'",
                    "a file of " + whole.length() + " bytes",
                    "the file of weights is cut off or another model's; fetch it again");
        }
        return part(whole, offset, bytes);
    }

    private static Storage part(Storage whole, long offset, long bytes) {
        if (whole instanceof Storage.FileRange range) {
            return new Storage.FileRange(range.file(), range.offset() + offset, bytes);
        }
        ByteBuffer all = ((Storage.Memory) whole).bytes();
        return new Storage.Memory(all.slice(all.position() + (int) offset, (int) bytes));
    }

    private Storage ask(String where, String location) {
        if (finder == null) {
            throw new ModelFileException(
                    where,
                    "elements inside the model",
                    "external data in '" + location + "' for a model loaded from memory",
                    "load the model from its file, or hand over an ExternalData with it");
        }
        Storage whole = finder.find(location);
        if (whole == null) {
            throw new ModelFileException(
                    where,
                    "external data called '" + location + "'",
                    "nothing of that name",
                    "make the ExternalData find it");
        }
        if (whole instanceof Storage.Memory memory) {
            return new Storage.Memory(OffHeap.direct(where, memory.bytes()));
        }
        return whole;
    }

    private Storage locate(String where, String location) {
        try {
            Path relative = Path.of(location);
            for (Path part : relative) {
                if (part.toString().equals("..")) {
                    throw outside(where, location);
                }
            }
            if (location.isEmpty() || relative.isAbsolute()) {
                throw outside(where, location);
            }
            Path file = folder.resolve(relative);
            if (!Files.isRegularFile(file)) {
                throw new ModelFileException(
                        where,
                        "external data in " + file,
                        Files.exists(file) ? "something that is no file" : "no such file",
                        KEEP_TOGETHER);
            }
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw outside(where, location);
            }
            return new Storage.FileRange(real, 0, Files.size(real));
        } catch (InvalidPathException e) {
            throw outside(where, location);
        } catch (IOException e) {
            throw new ModelFileException(
                    where,
                    "readable external data in '" + location + "'",
                    e.toString(),
                    "check the file's permissions",
                    e);
        }
    }

    private static ModelFileException outside(String where, String location) {
        return new ModelFileException(
                where,
                "external data inside the model's folder",
                "'" + location + "', which leads elsewhere",
                KEEP_TOGETHER);
    }

    private static long number(String where, String key, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says what was wrong.
        }
        throw new ModelFormatException(
                where,
                "a decimal " + key + " of external data",
                "'" + text + "'",
                "export the model again");
    }
}
