package org.ossicle.callreport.batch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ossicle.callreport.batch.CallFiles.CallFile;
import org.ossicle.callreport.batch.CallOutcome.Status;
import org.ossicle.callreport.report.Figures;

/**
 * Makes the reports of many calls, several at once. A call that fails does not stop the others; a
 * batch that was stopped goes on where it was.
 */
public final class CallBatch {
    private final CallReporter reporter;
    private final ReportFolder folder;
    private final int jobs;
    private final boolean again;

    /**
     * @param folder where reports go; made if it is missing
     * @param jobs calls at once, at least 1
     * @param again whether to make reports anew that are up to date
     */
    public CallBatch(CallReporter reporter, Path folder, int jobs, boolean again) {
        this.reporter = reporter;
        this.folder = new ReportFolder(folder);
        this.jobs = jobs;
        this.again = again;
    }

    /**
     * Writes the reports and the summary.
     *
     * @param terminal where progress is drawn, or null
     * @return what became of each call, in their order
     * @throws IOException if the summary cannot be written
     */
    public List<CallOutcome> run(List<CallFile> calls, PrintStream terminal) throws IOException {
        double total = calls.stream().mapToDouble(reporter::expectedSeconds).sum();
        List<CallOutcome> outcomes = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        try (BatchProgress progress = BatchProgress.of(terminal, calls.size(), total)) {
            List<Future<CallOutcome>> pending = new ArrayList<>();
            for (CallFile call : calls) {
                pending.add(workers.submit(() -> take(call, progress)));
            }
            for (Future<CallOutcome> one : pending) {
                outcomes.add(result(one));
            }
        } finally {
            workers.shutdownNow();
        }
        folder.writeSummary(outcomes);
        return outcomes;
    }

    private CallOutcome take(CallFile call, BatchProgress progress) {
        String file = call.path().toString();
        try {
            String link = folder.link(call.name());
            Figures kept = again ? null : folder.kept(call.name(), reporter.fingerprint(call));
            if (kept != null) {
                progress.heard(Math.round(kept.durationSeconds()));
                return new CallOutcome(file, Status.KEPT, link, kept, null);
            }
            long[] told = {0};
            var report =
                    reporter.report(
                            call,
                            seconds -> {
                                progress.heard((long) seconds - told[0]);
                                told[0] = (long) seconds;
                            });
            folder.write(call.name(), report);
            return new CallOutcome(file, Status.REPORTED, link, report.figures(), null);
        } catch (IOException | RuntimeException e) {
            return CallOutcome.failed(file, e);
        } finally {
            progress.finished();
        }
    }

    private static CallOutcome result(Future<CallOutcome> one) {
        try {
            return one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call ended without an outcome", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a call", e);
        }
    }
}
