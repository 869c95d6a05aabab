package org.ossicle.callreport.batch;

import java.io.IOException;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.ossicle.callreport.batch.CallFiles.CallFile;
import org.ossicle.callreport.hearing.HeardCall;
import org.ossicle.callreport.hearing.Hearing;
import org.ossicle.callreport.report.CallReport;
import org.ossicle.callreport.report.Fingerprint;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;

/** Makes the report of one call. Any number of threads may share one. */
public final class CallReporter {
    /** Grows with every change that makes other reports of the same calls. */
    private static final String VERSION = "report 2";

    private final Hearing hearing;
    private final List<String> speakers;
    private final AudioInputs inputs = new AudioInputs(System.in);

    /**
     * @param hearing must stay open as long as this is in use
     * @param speakers one name per channel
     */
    public CallReporter(Hearing hearing, List<String> speakers) {
        this.hearing = hearing;
        this.speakers = List.copyOf(speakers);
    }

    /** Length of a recording as its header says, or 0 if it says nothing or cannot be read. */
    double expectedSeconds(CallFile call) {
        try (AudioSource source = inputs.open(call.path().toString())) {
            return Math.max(0, source.totalFrames()) / (double) source.sampleRateHz();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    Fingerprint fingerprint(CallFile call) throws IOException {
        return Fingerprint.of(call.path(), VERSION + "; " + hearing.identity() + "; " + speakers);
    }

    CallReport report(CallFile call, DoubleConsumer progress) throws IOException {
        String file = call.path().toString();
        Fingerprint from = fingerprint(call);
        try (AudioSource source = inputs.open(file)) {
            HeardCall heard = hearing.listen(file, source, progress);
            return CallReport.of(file, from, hearing.description(), speakers, heard);
        }
    }
}
