package org.ossicle;

import java.util.List;
import org.ossicle.model.SearchSettings;
import org.ossicle.segment.EndpointRule;
import org.ossicle.segment.Endpointer;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** How one stream recognizes. Immutable: each {@code with} method gives a changed copy. */
public final class StreamOptions {
    /** All channels are averaged. */
    public static final int ALL_CHANNELS = -1;

    private static final StreamOptions DEFAULTS =
            new StreamOptions(Endpointer.standard(), ALL_CHANNELS, new SearchSettings(0f));

    private final Endpointer endpointer;
    private final int channel;
    private final SearchSettings search;

    private StreamOptions(Endpointer endpointer, int channel, SearchSettings search) {
        this.endpointer = endpointer;
        this.channel = channel;
        this.search = search;
    }

    /**
     * Segments end after 1.2 s of silence or at 20 s; the channels are averaged; no penalty, no
     * beam.
     */
    public static StreamOptions defaults() {
        return DEFAULTS;
    }

    /**
     * When a segment ends. Silence is the time without a new token.
     *
     * @param silenceSeconds silence after something was said, above 0
     * @param maxSeconds length of a segment whatever is said, above 0; a bound on the memory of a
     *     stream
     * @throws IllegalArgumentException if a duration is not above 0 or not finite
     */
    public StreamOptions withEndpoints(double silenceSeconds, double maxSeconds) {
        if (silenceSeconds <= 0 || maxSeconds <= 0) {
            throw new IllegalArgumentException(
                    "durations must be above 0, are " + silenceSeconds + " and " + maxSeconds);
        }
        // Silence alone begins a new segment too, or the length would cut into what follows it.
        double beforeSpeech = 2 * silenceSeconds;
        List<EndpointRule> rules =
                List.of(
                        new EndpointRule(false, beforeSpeech, 0),
                        new EndpointRule(true, silenceSeconds, 0),
                        new EndpointRule(false, 0, maxSeconds));
        return new StreamOptions(new Endpointer(rules), channel, search);
    }

    /** One segment from the start of the stream to its end: for recordings of limited length. */
    public StreamOptions withoutEndpoints() {
        return new StreamOptions(new Endpointer(List.of()), channel, search);
    }

    /**
     * Which channel to recognize.
     *
     * @param wanted from 0, or {@link #ALL_CHANNELS} for their average
     * @throws IllegalArgumentException if it is below that
     */
    public StreamOptions withChannel(int wanted) {
        if (wanted < ALL_CHANNELS) {
            throw new IllegalArgumentException("channel must be 0 or more, is " + wanted);
        }
        return new StreamOptions(endpointer, wanted, search);
    }

    /**
     * A penalty on hearing nothing: above 0 it brings back words that are missed, at the price of
     * words that were not said. It does not change confidences.
     *
     * @param penalty in units of the model's scores (natural logarithms)
     * @throws IllegalArgumentException if it is not finite
     */
    public StreamOptions withBlankPenalty(float penalty) {
        if (!Float.isFinite(penalty)) {
            throw new IllegalArgumentException("penalty must be finite, is " + penalty);
        }
        return new StreamOptions(endpointer, channel, new SearchSettings(penalty, search.paths()));
    }

    /**
     * A beam search instead of the greedy one: several hypotheses go on side by side, which finds
     * words that a model of word pieces is not sure of at once, for more time per chunk. Partial
     * results change more often.
     *
     * @param paths how many hypotheses, 1 to 16; 4 is usual
     * @throws IllegalArgumentException if there are fewer or more
     */
    public StreamOptions withBeam(int paths) {
        if (paths < 1 || paths > SearchSettings.MOST_PATHS) {
            throw new IllegalArgumentException(
                    "paths must be 1 to " + SearchSettings.MOST_PATHS + ", are " + paths);
        }
        return new StreamOptions(
                endpointer, channel, new SearchSettings(search.blankPenalty(), paths));
    }

    /** The channel that is recognized, or {@link #ALL_CHANNELS}. */
    public int channel() {
        return channel;
    }

    /** The penalty on hearing nothing. */
    public float blankPenalty() {
        return search.blankPenalty();
    }

    /** Hypotheses of the beam search, or 0 for the greedy one. */
    public int beam() {
        return search.paths();
    }

    Endpointer endpointer() {
        return endpointer;
    }

    /** Writes all that makes one stream unlike another one over the same sound. */
    void save(SnapshotWriter writer) {
        writer.section("options");
        writer.putInt(channel);
        writer.putFloat(search.blankPenalty());
        writer.putInt(search.paths());
        writer.putInt(endpointer.rules().size());
        for (EndpointRule rule : endpointer.rules()) {
            writer.putBoolean(rule.mustContainSpeech());
            writer.putDouble(rule.minTrailingSilenceSeconds());
            writer.putDouble(rule.minUtteranceSeconds());
        }
    }

    /**
     * @throws org.ossicle.error.SnapshotException if {@link #save} of other options wrote this
     */
    void requireSame(SnapshotReader reader) {
        reader.section("options");
        List<EndpointRule> rules = endpointer.rules();
        boolean same = reader.getInt() == channel;
        same &= reader.getFloat() == search.blankPenalty();
        same &= reader.getInt() == search.paths();
        same &= reader.getInt() == rules.size();
        for (int i = 0; same && i < rules.size(); i++) {
            same = reader.getBoolean() == rules.get(i).mustContainSpeech();
            same &= reader.getDouble() == rules.get(i).minTrailingSilenceSeconds();
            same &= reader.getDouble() == rules.get(i).minUtteranceSeconds();
        }
        reader.require(same, "the options of this stream", "other ones");
    }

    SearchSettings searchSettings() {
        return search;
    }
}
