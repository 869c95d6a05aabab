package org.ossicle.callreport.report;

import java.util.Objects;
import org.ossicle.callreport.analysis.CallAnalysis;
import org.ossicle.callreport.analysis.SpeakerPart;

/**
 * The few numbers by which calls are compared.
 *
 * @param durationSeconds of the call
 * @param silenceSeconds in which nobody talks
 * @param interruptions of either speaker
 * @param escalations how often anger begins; null if feelings were not listened to
 * @param peakAnger highest level of any speaker; null if feelings were not listened to
 */
public record Figures(
        double durationSeconds,
        double silenceSeconds,
        int interruptions,
        Integer escalations,
        Double peakAnger) {

    static Figures of(CallAnalysis call) {
        Double peak =
                call.whole().stream()
                        .map(SpeakerPart::peakAnger)
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(null);
        return new Figures(
                call.durationSeconds(),
                call.shares().silenceSeconds(),
                call.interruptions().size(),
                peak == null ? null : call.escalations().size(),
                peak);
    }
}
