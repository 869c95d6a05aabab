package org.ossicle.onnx;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Function;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.OssicleException;

/**
 * Reads ONNX models without executing anything and without taking weights onto the heap: they stay
 * in the file, or in the one copy of it outside the heap, and the model refers to them.
 *
 * <p>Every method throws {@link ModelFileException} for bytes that cannot be read as a model and
 * {@link org.ossicle.error.ModelFormatException} for a model that contradicts itself. All are
 * stateless and may be called by any thread.
 */
public final class OnnxReader {
    private static final Function<ByteSource, OnnxHeader> HEADER = new HeaderDecoder();

    /** A class, since a load out of the cache reads headers and links no lambda. */
    private static final class HeaderDecoder implements Function<ByteSource, OnnxHeader> {
        @Override
        public OnnxHeader apply(ByteSource source) {
            return ModelDecoder.decodeHeader(source);
        }
    }

    private OnnxReader() {}

    /**
     * Reads a model file of any size. Weights in external files are found beside it; one that leads
     * out of the model's folder is refused.
     */
    public static OnnxModel read(Path file) {
        try (ByteSource source = FileSource.open(file)) {
            return decode(source, s -> ModelDecoder.decode(s, ExternalFiles.beside(file)));
        }
    }

    /**
     * Reads a model in memory.
     *
     * @param name what messages call it
     * @param bytes the model from position to limit. A direct buffer is used in place, so it must
     *     not change while the model is in use; any other is copied
     * @param external finds weights outside the model, or null if there are none
     */
    public static OnnxModel read(String name, ByteBuffer bytes, ExternalData external) {
        return decode(
                MemorySource.of(name, bytes),
                s -> ModelDecoder.decode(s, ExternalFiles.of(name, external)));
    }

    /** Reads a model in memory, which is copied off the heap. */
    public static OnnxModel read(String name, byte[] bytes, ExternalData external) {
        return read(name, ByteBuffer.wrap(bytes), external);
    }

    /**
     * Reads a model from a stream to the stream's end, into memory outside the heap. The caller
     * closes the stream.
     */
    public static OnnxModel read(String name, InputStream stream, ExternalData external) {
        return decode(
                MemorySource.of(name, stream),
                s -> ModelDecoder.decode(s, ExternalFiles.of(name, external)));
    }

    /** Reads versions, metadata and signature of a model file, passing over everything else. */
    public static OnnxHeader readHeader(Path file) {
        try (ByteSource source = FileSource.open(file)) {
            return decode(source, HEADER);
        }
    }

    /** Reads versions, metadata and signature of a model in memory. */
    public static OnnxHeader readHeader(String name, ByteBuffer bytes) {
        return decode(MemorySource.of(name, bytes), HEADER);
    }

    static <T> T decode(ByteSource source, Function<ByteSource, T> decoder) {
        byte[] head = new byte[FileKind.HEAD_BYTES];
        int length = source.size() == 0 ? 0 : source.read(0, head, head.length);
        if (length == 0) {
            throw foreign(source, "an empty file", null);
        }
        String kind = FileKind.certain(head, length);
        if (kind != null) {
            throw foreign(source, kind, null);
        }
        try {
            return decoder.apply(source);
        } catch (OssicleException e) {
            kind = FileKind.likely(head, length);
            throw kind == null ? e : foreign(source, kind, e);
        }
    }

    private static ModelFileException foreign(ByteSource source, String kind, Throwable cause) {
        return new ModelFileException(
                source.name(),
                "an ONNX model",
                kind,
                "give the path of an .onnx file or fetch it again",
                cause);
    }
}
