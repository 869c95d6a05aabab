package org.ossicle.cli.output;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on a terminal for inputs that take a while, counted in seconds of audio; nothing elsewhere.
 */
public final class Progress implements AutoCloseable {
    /** Shorter inputs are done before a bar could be read. */
    static final Duration SHORTEST = Duration.ofSeconds(30);

    private final ProgressBar bar;
    private final int sampleRateHz;

    private Progress(ProgressBar bar, int sampleRateHz) {
        this.bar = bar;
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * @param terminal where to draw, or null if there is no terminal
     * @param totalFrames of the input, or -1 if unknown
     */
    public static Progress of(
            PrintStream terminal, String input, long totalFrames, int sampleRateHz) {
        if (terminal == null || totalFrames < SHORTEST.toSeconds() * sampleRateHz) {
            return new Progress(null, sampleRateHz);
        }
        ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName(input)
                        .setInitialMax(totalFrames / sampleRateHz)
                        .setUnit(" s", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(terminal))
                        .clearDisplayOnFinish()
                        .build();
        return new Progress(bar, sampleRateHz);
    }

    public void advanceTo(long frames) {
        if (bar != null) {
            bar.stepTo(frames / sampleRateHz);
        }
    }

    /** Clears the bar. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
