package org.ossicle.cli.output;

import java.util.Comparator;
import java.util.List;

/**
 * What was heard in one input, words and feelings on one line of time.
 *
 * @param durationSeconds of the audio
 * @param channels that were heard each for itself
 * @param moments in the order of their times; those of one time as they were told of
 */
public record FileTimeLine(double durationSeconds, int channels, List<Moment> moments) {
    public FileTimeLine {
        moments = moments.stream().sorted(Comparator.comparingDouble(Moment::atSeconds)).toList();
    }

    /**
     * One thing that was heard.
     *
     * @param channel from 0
     * @param kind of thing, one word
     * @param text on one line
     */
    public record Moment(double atSeconds, int channel, String kind, String text) {}
}
