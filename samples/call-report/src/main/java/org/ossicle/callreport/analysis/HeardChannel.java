package org.ossicle.callreport.analysis;

import java.util.List;
import org.ossicle.Word;

/**
 * What was heard in one channel of a call.
 *
 * @param words in order
 * @param emotions in order; empty without an emotion model
 * @param episodes in order
 * @param levels over the whole call
 * @param loudness over the whole call
 */
public record HeardChannel(
        List<Word> words,
        List<EmotionPoint> emotions,
        List<AngerEpisode> episodes,
        LevelTrack levels,
        LoudnessMeter loudness) {}
