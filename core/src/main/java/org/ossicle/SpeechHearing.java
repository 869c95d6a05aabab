package org.ossicle;

import java.util.function.Consumer;
import org.ossicle.model.RecognizerModel;
import org.ossicle.model.RecognizerPipeline;
import org.ossicle.model.StepResult;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Makes transcripts and endpoints of the samples of a {@link RecognizerStream}. */
final class SpeechHearing implements Hearing {
    private final SharedModel<RecognizerModel> shared;
    private final StreamOptions options;
    private final RecognizerPipeline pipeline;
    private final PcmIntake intake;
    private final EventQueue<SpeechEvent> events;
    private final SegmentWriter segments;

    SpeechHearing(
            SharedModel<RecognizerModel> shared,
            StreamOptions options,
            Consumer<SpeechEvent> listener) {
        RecognizerModel model = shared.model();
        this.shared = shared;
        this.options = options;
        this.pipeline = model.newPipeline(options.searchSettings());
        this.intake =
                new PcmIntake(
                        StreamKind.RECOGNIZER.type(),
                        model.facts().sampleRateHz(),
                        options.channel());
        this.events = new EventQueue<>(listener, SpeechEvent.Partial.class);
        this.segments =
                new SegmentWriter(
                        pipeline.search(),
                        model.tokens(),
                        model.facts().frameMs(),
                        options.endpointer(),
                        events);
    }

    /** The next event, or null. */
    SpeechEvent poll() {
        return events.poll();
    }

    @Override
    public PcmIntake[] intakes() {
        return new PcmIntake[] {intake};
    }

    @Override
    public void hear() {
        while (intake.hasMore()) {
            int count = intake.next();
            pipeline.accept(intake.samples(), 0, count);
            recognize();
        }
    }

    @Override
    public void hearTheEnd() {
        int count = intake.flush();
        pipeline.accept(intake.samples(), 0, count);
        pipeline.finish();
        recognize();
        segments.endSegment();
    }

    private void recognize() {
        StepResult result;
        while ((result = pipeline.step()) != StepResult.WAITING) {
            if (segments.afterRun(result == StepResult.CHANGED)) {
                pipeline.nextSegment();
            }
        }
    }

    @Override
    public void deliver() {
        events.deliver();
    }

    @Override
    public void restart() {
        pipeline.restart();
        intake.restart();
        segments.restart();
        events.clear();
    }

    @Override
    public long fingerprint() {
        return shared.fingerprint();
    }

    @Override
    public void saveOptions(SnapshotWriter writer) {
        options.save(writer);
    }

    @Override
    public void requireSameOptions(SnapshotReader reader) {
        options.requireSame(reader);
    }

    @Override
    public void save(SnapshotWriter writer) {
        intake.save(writer);
        pipeline.save(writer);
        segments.save(writer);
        SpeechEventBytes.save(events, writer);
    }

    @Override
    public void restore(SnapshotReader reader, boolean ended) {
        intake.restore(reader);
        pipeline.restore(reader);
        segments.restore(reader, ended);
        RecognizerModel model = shared.model();
        SpeechEventBytes.restore(events, reader, model.tokens(), model.facts().frameMs());
    }

    /** Frees the pipeline, without a reference to the listener of this. */
    Runnable freeing() {
        return pipeline::close;
    }
}
