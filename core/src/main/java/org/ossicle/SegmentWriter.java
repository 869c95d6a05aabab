package org.ossicle;

import org.ossicle.decode.DecodedTokens;
import org.ossicle.decode.Detokenizer;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.TokenTable;
import org.ossicle.segment.Endpointer;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Writes the events of a stream: follows the search from run to run, keeps the text of the segment
 * and decides where the segment ends.
 */
final class SegmentWriter {
    private static final int LENGTH_RULE = 2;

    private final TokenSearch search;
    private final TokenTable table;
    private final int frameMs;
    private final Endpointer endpointer;
    private final EventQueue<SpeechEvent> events;
    private final Detokenizer text;
    private DecodedTokens written = DecodedTokens.NONE;
    private int segment;

    SegmentWriter(
            TokenSearch search,
            TokenTable table,
            int frameMs,
            Endpointer endpointer,
            EventQueue<SpeechEvent> events) {
        this.search = search;
        this.table = table;
        this.frameMs = frameMs;
        this.endpointer = endpointer;
        this.events = events;
        this.text = new Detokenizer(table);
    }

    /**
     * Takes note of a run of the model.
     *
     * @param changed whether the run changed the tokens
     * @return whether the segment is over; the caller then begins the next one in the search
     */
    boolean afterRun(boolean changed) {
        if (changed) {
            write(search.tokens());
        }
        int rule =
                endpointer.metRule(
                        search.segmentFrames() * frameMs, search.trailingBlankFrames() * frameMs);
        if (rule != Endpointer.NONE) {
            endAtEndpoint(rule == LENGTH_RULE ? EndpointCause.LENGTH : EndpointCause.SILENCE);
            return true;
        }
        if (changed && text.length() > 0) {
            events.add(new SpeechEvent.Partial(transcript(false)));
        }
        return false;
    }

    private void write(DecodedTokens tokens) {
        int same = commonPrefix(written, tokens);
        if (same < written.size()) {
            text.reset();
            same = 0;
        }
        for (int i = same; i < tokens.size(); i++) {
            text.append(tokens.id(i));
        }
        written = tokens;
    }

    private static int commonPrefix(DecodedTokens a, DecodedTokens b) {
        int length = Math.min(a.size(), b.size());
        int same = 0;
        while (same < length && a.id(same) == b.id(same)) {
            same++;
        }
        return same;
    }

    private Transcript transcript(boolean isFinal) {
        return new Transcript(text.text(), segment, isFinal, written, table, frameMs);
    }

    private void endAtEndpoint(EndpointCause cause) {
        int ended = segment;
        if (endSegment()) {
            double now = search.framesSeen() * frameMs / 1000.0;
            events.add(new SpeechEvent.Endpoint(ended, now, cause));
        }
    }

    /**
     * Ends the segment and writes its final transcript; returns whether anything was said in it.
     */
    boolean endSegment() {
        boolean spoken = text.length() > 0;
        if (spoken) {
            events.add(new SpeechEvent.Final(transcript(true)));
            segment++;
        }
        text.reset();
        written = DecodedTokens.NONE;
        return spoken;
    }

    /** Writes what does not follow from the search. */
    void save(SnapshotWriter writer) {
        writer.section("segment");
        writer.putInt(segment);
    }

    /**
     * Takes over what {@link #save} wrote.
     *
     * @param ended whether the stream has come to its end, and with it the last segment
     */
    void restore(SnapshotReader reader, boolean ended) {
        restart();
        reader.section("segment");
        segment = reader.getInt(0, Integer.MAX_VALUE);
        if (!ended) {
            write(search.tokens());
        }
    }

    /** Begins a new stream. */
    void restart() {
        text.reset();
        written = DecodedTokens.NONE;
        segment = 0;
    }
}
