package org.ossicle.callreport.batch;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, counted in seconds of sound over all calls. Any thread may use it. */
public final class BatchProgress implements AutoCloseable {
    private final ProgressBar bar;
    private final int calls;
    private int finished;

    private BatchProgress(ProgressBar bar, int calls) {
        this.bar = bar;
        this.calls = calls;
    }

    /**
     * @param terminal where to draw, or null if there is no terminal
     * @param totalSeconds of sound in all calls
     */
    public static BatchProgress of(PrintStream terminal, int calls, double totalSeconds) {
        if (terminal == null) {
            return new BatchProgress(null, calls);
        }
        ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName("calls")
                        .setInitialMax(Math.round(totalSeconds))
                        .setUnit(" s of sound", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(terminal))
                        .clearDisplayOnFinish()
                        .build();
        return new BatchProgress(bar, calls);
    }

    /** Counts whole seconds of one call. */
    void heard(long seconds) {
        if (bar != null) {
            bar.stepBy(seconds);
        }
    }

    /** Counts a call, however it ended. */
    synchronized void finished() {
        finished++;
        if (bar != null) {
            bar.setExtraMessage(finished + " of " + calls + " calls");
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
