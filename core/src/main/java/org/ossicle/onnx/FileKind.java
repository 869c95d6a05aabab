package org.ossicle.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells from its first bytes what a file is that is no ONNX model. */
final class FileKind {
    /** How many bytes of a file to look at. */
    static final int HEAD_BYTES = 512;

    private static final String PYTORCH = "a PyTorch checkpoint, to be exported to ONNX";

    private FileKind() {}

    /**
     * A description of the file if its first bytes say that it cannot be an ONNX model.
     *
     * @param head the first bytes of the file
     * @param length how many there are
     * @return words such as {@code "a gzip file"}, or null
     */
    static String certain(byte[] head, int length) {
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        if (text.startsWith("version https://git-lfs")) {
            return "a git-lfs pointer, which stands for a file that was not fetched";
        }
        if (text.startsWith("ORTM", 4)) {
            return "a model in ONNX Runtime's own ORT format";
        }
        if (text.startsWith("TFL3", 4)) {
            return "a TensorFlow Lite model";
        }
        if (text.startsWith("\u001F\u008B")) {
            return "a gzip file, to be unpacked first";
        }
        if (text.startsWith("BZh")) {
            return "a bzip2 file, to be unpacked first";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return text.contains("data.pkl") ? PYTORCH : "a zip file, to be unpacked first";
        }
        if (text.startsWith("ustar", 257)) {
            return "a tar archive, to be unpacked first";
        }
        if (text.startsWith("GGUF") || text.startsWith("lmgg")) {
            return "a GGML model";
        }
        if (text.startsWith("\u0089HDF")) {
            return "an HDF5 file, perhaps a Keras model, to be exported to ONNX";
        }
        if (text.startsWith("{\"", 8)) {
            return "a safetensors file, which holds weights without their graph";
        }
        if (text.startsWith("\u0080") && length > 1 && head[1] <= 5) {
            return PYTORCH;
        }
        return isZero(head, length) ? "a file of zero bytes" : sound(text);
    }

    /** As {@link #certain}, for a file that could not be read as a model anyhow. */
    static String likely(byte[] head, int length) {
        String kind = certain(head, length);
        if (kind != null || !isText(head, length)) {
            return kind;
        }
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1).strip();
        String start = text.substring(0, Math.min(20, text.length())).toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            return "an HTML page, perhaps of a download that failed";
        }
        if (start.startsWith("<")) {
            return "an XML file";
        }
        return start.startsWith("{") || start.startsWith("[") ? "a JSON file" : "a text file";
    }

    private static String sound(String text) {
        if (text.startsWith("RIFF")) {
            return "a WAV file";
        }
        return text.startsWith("fLaC") || text.startsWith("OggS") ? "an audio file" : null;
    }

    private static boolean isZero(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] >= 0 && head[i] < ' ' && "\t\n\r\f".indexOf(head[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
