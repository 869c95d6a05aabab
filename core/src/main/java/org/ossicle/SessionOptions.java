package org.ossicle;

import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.ossicle.audio.PcmFormat;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** How a session listens. Immutable: each {@code with} method gives a changed copy. */
public final class SessionOptions {
    private static final SessionOptions DEFAULTS =
            new SessionOptions(
                    0, StreamOptions.defaults(), EmotionOptions.defaults(), new TreeSet<>());

    private final int separateChannels;
    private final StreamOptions speech;
    private final EmotionOptions emotions;
    private final Set<String> keywords;

    private SessionOptions(
            int separateChannels,
            StreamOptions speech,
            EmotionOptions emotions,
            TreeSet<String> keywords) {
        this.separateChannels = separateChannels;
        this.speech = Objects.requireNonNull(speech, "speech");
        this.emotions = Objects.requireNonNull(emotions, "emotions");
        this.keywords = Collections.unmodifiableSortedSet(keywords);
    }

    /**
     * The average of all channels is heard as one, with {@link StreamOptions#defaults()} and {@link
     * EmotionOptions#defaults()}; there are no keywords.
     */
    public static SessionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Hears the first channels each for itself: 2 for a call with one speaker in each.
     *
     * @param channels at least 1; sound must then have as many or more
     * @throws IllegalArgumentException if it is outside 1 to {@value PcmFormat#MAX_CHANNELS}
     */
    public SessionOptions withSeparateChannels(int channels) {
        if (channels < 1 || channels > PcmFormat.MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    "channels must be 1 to " + PcmFormat.MAX_CHANNELS + ", are " + channels);
        }
        return new SessionOptions(channels, speech, emotions, new TreeSet<>(keywords));
    }

    /** How speech is recognized; the channel in these options plays no part. */
    public SessionOptions withSpeech(StreamOptions options) {
        return new SessionOptions(separateChannels, options, emotions, new TreeSet<>(keywords));
    }

    /** How emotions are followed; the channel in these options plays no part. */
    public SessionOptions withEmotions(EmotionOptions options) {
        return new SessionOptions(separateChannels, speech, options, new TreeSet<>(keywords));
    }

    /**
     * Words that are told of with an event of their own, such as a wake word; instead of those set
     * before.
     *
     * @param words single words that the model can write, in any case; a session does not open if
     *     {@link SpeechModel#words()} are others
     * @throws IllegalArgumentException if one is blank or holds a space
     */
    public SessionOptions withKeywords(String... words) {
        TreeSet<String> lower = new TreeSet<>();
        for (String word : words) {
            if (word.isEmpty() || word.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("keywords must be words, one is '" + word + "'");
            }
            lower.add(word.toLowerCase(Locale.ROOT));
        }
        return new SessionOptions(separateChannels, speech, emotions, lower);
    }

    /** How many channels are heard each for itself; 0 if all are heard as one. */
    public int separateChannels() {
        return separateChannels;
    }

    /** The keywords in lower case. */
    public Set<String> keywords() {
        return keywords;
    }

    /** Writes all that makes one session unlike another one over the same sound. */
    void save(SnapshotWriter writer) {
        writer.section("session options");
        writer.putInt(separateChannels);
        writer.putText(String.join(" ", keywords));
        speech(0).save(writer);
        emotions(0).save(writer);
    }

    /**
     * @throws org.ossicle.error.SnapshotException if {@link #save} of other options wrote this
     */
    void requireSame(SnapshotReader reader) {
        reader.section("session options");
        boolean same = reader.getInt() == separateChannels;
        same &= reader.getText().equals(String.join(" ", keywords));
        reader.require(same, "the channels and keywords of this session", "other ones");
        speech(0).requireSame(reader);
        emotions(0).requireSame(reader);
    }

    StreamOptions speech(int channel) {
        return speech.withChannel(source(channel));
    }

    EmotionOptions emotions(int channel) {
        return emotions.withChannel(source(channel));
    }

    /** The channel of the sound that a channel of the session hears. */
    int source(int channel) {
        return separateChannels == 0 ? StreamOptions.ALL_CHANNELS : channel;
    }
}
