package org.ossicle.onnx;

/** Where a tensor says that its elements lie outside the model file. */
final class ExternalEntry {
    private String location = "";
    private String offset = "0";
    private String length;

    void readFrom(WireReader in) {
        long outer = in.enter();
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.string();
                case 2 -> value = in.string();
                default -> in.skip();
            }
        }
        in.leave(outer);
        switch (key) {
            case "location" -> location = value;
            case "offset" -> offset = value;
            case "length" -> length = value;
            default -> {
                // Checksums and whatever else writers note here are advice.
            }
        }
    }

    String location() {
        return location;
    }

    /** The first byte, as text; decimal if the model is sound. */
    String offset() {
        return offset;
    }

    /** The number of bytes, as text; null if the model does not say. */
    String length() {
        return length;
    }
}
