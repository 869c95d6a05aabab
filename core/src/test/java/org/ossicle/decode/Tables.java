package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Token tables for tests. */
final class Tables {
    private Tables() {}

    /** A table of these pieces, ids in order; of equal pieces the last one counts. */
    static TokenTable of(String... pieces) {
        StringBuilder file = new StringBuilder();
        for (int id = 0; id < pieces.length; id++) {
            file.append(pieces[id]).append(' ').append(id).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(file.toString().getBytes(UTF_8));
        return TokenTable.read(bytes, "tokens.txt", SymbolEncoding.PLAIN);
    }
}
