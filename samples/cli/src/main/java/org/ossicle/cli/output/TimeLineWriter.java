package org.ossicle.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.ossicle.cli.output.FileTimeLine.Moment;

/** A time line for people: seconds, the channel if there are several, and what was heard. */
public final class TimeLineWriter implements ResultWriter<FileTimeLine> {
    private final PrintWriter out;
    private final boolean named;

    /**
     * @param named whether the input's name stands before its lines
     */
    public TimeLineWriter(PrintWriter out, boolean named) {
        this.out = out;
        this.named = named;
    }

    @Override
    public void write(String input, FileTimeLine line) throws IOException {
        if (named) {
            out.println(input);
        }
        if (line.moments().isEmpty()) {
            out.printf(Locale.ROOT, "nothing heard in %.2f s%n", line.durationSeconds());
        }
        for (Moment moment : line.moments()) {
            String channel = line.channels() > 1 ? " channel " + moment.channel() : "";
            out.printf(
                    Locale.ROOT,
                    "%7.2f s%s  %-8s %s%n",
                    moment.atSeconds(),
                    channel,
                    moment.kind(),
                    moment.text());
        }
        if (out.checkError()) {
            throw new IOException("standard output was closed");
        }
    }
}
