package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ossicle.Word;

/** Parts of calls for tests. */
public final class Calls {
    static final int RATE_HZ = 8_000;

    private Calls() {}

    /** Stretches from pairs of start and end. */
    static Spans spans(double... bounds) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            spans.add(new Span(bounds[i], bounds[i + 1]));
        }
        return Spans.of(spans);
    }

    /** Words of 0.2 s, each at its time. */
    public static List<Word> words(String text, double... starts) {
        String[] parts = text.split(" ");
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            words.add(new Word(parts[i], starts[i], starts[i] + 0.2, 0.9f));
        }
        return words;
    }

    /** A window of one second with a level of anger, the rest neutral. */
    public static EmotionPoint feeling(double to, double level) {
        double anger = level / 100;
        return new EmotionPoint(to - 1, to, level, Map.of("anger", anger, "neutral", 1 - anger));
    }

    /** A channel in which a tone of -20 dBFS sounds at the times given, over silence. */
    public static HeardChannel channel(
            double seconds,
            Spans talk,
            List<Word> words,
            List<EmotionPoint> emotions,
            List<AngerEpisode> episodes) {
        LevelTrack levels = new LevelTrack(RATE_HZ);
        LoudnessMeter loudness = new LoudnessMeter(RATE_HZ);
        for (int i = 0; i < seconds * RATE_HZ; i++) {
            double at = i / (double) RATE_HZ;
            boolean sounds = talk.list().stream().anyMatch(s -> s.contains(at));
            float sample = sounds ? (float) (0.1414 * Math.sin(2 * Math.PI * 997 * at)) : 0;
            levels.accept(sample);
            loudness.accept(sample);
        }
        return new HeardChannel(words, emotions, episodes, levels, loudness);
    }

    /** The same, as pairs of start and end. */
    public static HeardChannel channel(double seconds, List<Word> words, double... talk) {
        return channel(seconds, spans(talk), words, List.of(), List.of());
    }
}
