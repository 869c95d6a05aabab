package org.ossicle.callreport.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.Word;

/**
 * One speaker in the whole call or a part of it.
 *
 * @param talkSeconds how long the speaker talks
 * @param words said
 * @param wordsPerMinute of talk; null if there is too little of it
 * @param loudnessLufs null if there is only silence
 * @param meanAnger mean level over the windows of speech, 0 to 100; null without any
 * @param peakAnger highest level; null without any
 * @param emotions mean probability of each emotion over the windows; empty without any
 */
public record SpeakerPart(
        double talkSeconds,
        int words,
        Double wordsPerMinute,
        Double loudnessLufs,
        Double meanAnger,
        Double peakAnger,
        Map<String, Double> emotions) {

    static SpeakerPart of(HeardChannel heard, Spans talk, Span part) {
        int words = 0;
        for (Word word : heard.words()) {
            if (part.contains(word.startSeconds())) {
                words++;
            }
        }
        List<EmotionPoint> windows =
                heard.emotions().stream()
                        .filter(e -> part.contains((e.fromSeconds() + e.toSeconds()) / 2))
                        .toList();
        boolean felt = !windows.isEmpty();
        var levels = windows.stream().mapToDouble(EmotionPoint::angerLevel).summaryStatistics();
        return new SpeakerPart(
                talk.within(part).seconds(),
                words,
                SpeechRate.wordsPerMinute(heard.words(), talk, part),
                heard.loudness().lufs(part),
                felt ? levels.getAverage() : null,
                felt ? levels.getMax() : null,
                means(windows));
    }

    private static Map<String, Double> means(List<EmotionPoint> windows) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (EmotionPoint window : windows) {
            window.probabilities()
                    .forEach((k, v) -> means.merge(k, v / windows.size(), Double::sum));
        }
        return means;
    }
}
