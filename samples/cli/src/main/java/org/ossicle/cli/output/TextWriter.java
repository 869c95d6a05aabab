package org.ossicle.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.ossicle.Word;

/**
 * Lines of tab-separated text: {@code [INPUT] TEXT}, or with times {@code [INPUT] START END WORD}
 * for each word, times in seconds.
 */
public final class TextWriter implements ResultWriter<FileTranscript> {
    private final PrintWriter out;
    private final boolean named;
    private final boolean timed;

    /**
     * @param named whether each line starts with the input's name
     * @param timed whether to write words with their times
     */
    public TextWriter(PrintWriter out, boolean named, boolean timed) {
        this.out = out;
        this.named = named;
        this.timed = timed;
    }

    @Override
    public void write(String input, FileTranscript transcript) throws IOException {
        String prefix = named ? input + "\t" : "";
        if (!timed) {
            out.println(prefix + transcript.text());
        } else {
            for (Word word : transcript.words()) {
                out.println(prefix + times(word) + "\t" + word.text());
            }
        }
        if (out.checkError()) {
            throw new IOException("standard output was closed");
        }
    }

    private static String times(Word word) {
        return String.format(Locale.ROOT, "%.2f\t%.2f", word.startSeconds(), word.endSeconds());
    }
}
