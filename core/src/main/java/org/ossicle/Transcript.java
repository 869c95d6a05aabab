package org.ossicle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ossicle.decode.DecodedTokens;
import org.ossicle.decode.Detokenizer;
import org.ossicle.decode.TokenTable;
import org.ossicle.decode.WordGrouper;
import org.ossicle.decode.WordSpan;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * What was said in one segment of a stream, up to some moment. Times are seconds from the start of
 * the stream.
 *
 * <p>Immutable; any thread may use it. Tokens and words are made when they are first asked for.
 */
public final class Transcript {
    private final String text;
    private final int segment;
    private final boolean isFinal;
    private final DecodedTokens decoded;
    private final TokenTable table;
    private final int frameMs;
    private List<Token> tokens;
    private List<Word> words;

    Transcript(
            String text,
            int segment,
            boolean isFinal,
            DecodedTokens decoded,
            TokenTable table,
            int frameMs) {
        this.text = text;
        this.segment = segment;
        this.isFinal = isFinal;
        this.decoded = decoded;
        this.table = table;
        this.frameMs = frameMs;
    }

    /** The text: no space at either end, empty only if nothing was said. */
    public String text() {
        return text;
    }

    /** Number of the segment, from 0; segments in which nothing was said are not counted. */
    public int segment() {
        return segment;
    }

    /** Whether the segment is over, so that the text stays as it is. */
    public boolean isFinal() {
        return isFinal;
    }

    /** When the first token was emitted, or 0 without any. */
    public double startSeconds() {
        return decoded.size() == 0 ? 0 : seconds(decoded.frame(0));
    }

    /** End of the output frame that emitted the last token, or 0 without any. */
    public double endSeconds() {
        return decoded.size() == 0 ? 0 : seconds(decoded.frame(decoded.size() - 1) + 1);
    }

    /** The tokens, in order; an unmodifiable list. */
    public List<Token> tokens() {
        List<Token> made = tokens;
        if (made == null) {
            made = makeTokens();
            tokens = made;
        }
        return made;
    }

    private List<Token> makeTokens() {
        List<Token> made = new ArrayList<>(decoded.size());
        for (int i = 0; i < decoded.size(); i++) {
            int id = decoded.id(i);
            double start = seconds(decoded.frame(i));
            made.add(new Token(id, table.piece(id), start, decoded.confidence(i)));
        }
        return Collections.unmodifiableList(made);
    }

    /** The words, in order; an unmodifiable list. */
    public List<Word> words() {
        List<Word> made = words;
        if (made == null) {
            made = makeWords();
            words = made;
        }
        return made;
    }

    private List<Word> makeWords() {
        List<Word> made = new ArrayList<>();
        for (WordSpan span : WordGrouper.group(table, decoded)) {
            float confidence = 1f;
            for (int i = span.firstToken(); i < span.endToken(); i++) {
                confidence = Math.min(confidence, decoded.confidence(i));
            }
            double start = seconds(decoded.frame(span.firstToken()));
            double end = seconds(decoded.frame(span.endToken() - 1) + 1);
            made.add(new Word(span.text(), start, end, confidence));
        }
        return List.copyOf(made);
    }

    /** Writes this transcript. */
    void save(SnapshotWriter writer) {
        writer.putInt(segment);
        writer.putBoolean(isFinal);
        decoded.save(writer);
    }

    /** The transcript that {@link #save} wrote, of a model with this table and frame length. */
    static Transcript restore(SnapshotReader reader, TokenTable table, int frameMs) {
        int segment = reader.getInt(0, Integer.MAX_VALUE);
        boolean isFinal = reader.getBoolean();
        DecodedTokens decoded =
                DecodedTokens.restore(reader, table.size(), SnapshotReader.LARGEST_POSITION);
        String text = Detokenizer.text(table, decoded);
        return new Transcript(text, segment, isFinal, decoded, table, frameMs);
    }

    private double seconds(long frame) {
        return frame * frameMs / 1000.0;
    }

    @Override
    public String toString() {
        return (isFinal ? "final " : "partial ") + segment + ": " + text;
    }
}
