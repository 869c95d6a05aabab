package org.ossicle.callreport.report;

/**
 * One call in the overview; texts are ready to be read.
 *
 * @param file the recording
 * @param link of the call's page, relative to the overview; null if there is none
 * @param problem null if all went well
 */
public record OverviewRow(
        String file,
        String link,
        String duration,
        String silence,
        String interruptions,
        String escalations,
        String peakAnger,
        String problem) {

    /** A call with a report. */
    public static OverviewRow of(String file, String link, Figures figures) {
        Integer escalations = figures.escalations();
        return new OverviewRow(
                file,
                link,
                Texts.time(figures.durationSeconds()),
                Texts.percent(figures.silenceSeconds(), figures.durationSeconds()),
                Integer.toString(figures.interruptions()),
                escalations == null ? Texts.UNKNOWN : escalations.toString(),
                Texts.whole(figures.peakAnger()),
                null);
    }

    /** A call without a report. */
    public static OverviewRow failed(String file, String problem) {
        String none = Texts.UNKNOWN;
        return new OverviewRow(file, null, none, none, none, none, none, problem);
    }
}
