package org.ossicle.onnx;

import java.nio.file.Path;

/** Reads a file that holds one {@code TensorProto}, as the test vectors of ONNX do. */
final class TensorFile {
    private TensorFile() {}

    /** The tensor in {@code file}; its elements stay there if they are many. */
    static OnnxTensor read(Path file) {
        try (ByteSource source = FileSource.open(file)) {
            if (source.size() == 0) {
                return TensorDecoder.decode(new WireReader(source), ExternalFiles.beside(file));
            }
            return OnnxReader.decode(
                    source,
                    s -> TensorDecoder.decode(new WireReader(s), ExternalFiles.beside(file)));
        }
    }
}
