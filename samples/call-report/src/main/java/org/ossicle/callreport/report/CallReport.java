package org.ossicle.callreport.report;

import java.util.List;
import org.ossicle.callreport.analysis.CallAnalysis;
import org.ossicle.callreport.analysis.EmotionPoint;
import org.ossicle.callreport.analysis.HeardChannel;
import org.ossicle.callreport.hearing.HeardCall;

/**
 * Everything that is known about one call; its JSON file has these names.
 *
 * @param file the recording, as it was named
 * @param madeFrom tells whether the report is still up to date
 * @param models what the call was heard with, in words
 * @param sampleRateHz of the recording
 * @param speakers their names, in the order of the channels
 * @param figures the few numbers by which calls are compared
 * @param analysis of the call
 * @param emotions of each speaker over time; empty lists without an emotion model
 */
public record CallReport(
        String file,
        Fingerprint madeFrom,
        String models,
        int sampleRateHz,
        List<String> speakers,
        Figures figures,
        CallAnalysis analysis,
        List<List<EmotionPoint>> emotions) {

    /**
     * Analyses a call.
     *
     * @param speakers one name per channel
     */
    public static CallReport of(
            String file,
            Fingerprint madeFrom,
            String models,
            List<String> speakers,
            HeardCall heard) {
        CallAnalysis analysis = CallAnalysis.of(heard.channels(), heard.durationSeconds());
        return new CallReport(
                file,
                madeFrom,
                models,
                heard.sampleRateHz(),
                speakers,
                Figures.of(analysis),
                analysis,
                heard.channels().stream().map(HeardChannel::emotions).toList());
    }

    /** Whether feelings were listened to and any speech was long enough for them. */
    boolean hasEmotions() {
        return emotions.stream().anyMatch(points -> !points.isEmpty());
    }
}
