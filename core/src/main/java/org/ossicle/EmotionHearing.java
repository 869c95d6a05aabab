package org.ossicle;

import java.util.function.Consumer;
import org.ossicle.model.EmotionModel;
import org.ossicle.model.EmotionPipeline;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Makes readings and changes of anger of the samples of an {@link EmotionStream}. */
final class EmotionHearing implements Hearing {
    private final SharedModel<EmotionModel> shared;
    private final EmotionOptions options;
    private final EventQueue<EmotionEvent> events;
    private final PcmIntake intake;
    private final EmotionPipeline pipeline;

    EmotionHearing(
            SharedModel<EmotionModel> shared,
            EmotionOptions options,
            Consumer<EmotionEvent> listener) {
        EmotionModel model = shared.model();
        this.shared = shared;
        this.options = options;
        this.events = new EventQueue<>(listener, null);
        this.intake =
                new PcmIntake(
                        StreamKind.EMOTION.type(), model.facts().sampleRateHz(), options.channel());
        this.pipeline = model.newPipeline(options.settings(), new EmotionWriter(events));
    }

    /** The next event, or null. */
    EmotionEvent poll() {
        return events.poll();
    }

    /** The level of anger now, 0 to 100. */
    float angerLevel() {
        return pipeline.anger().level();
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
        }
    }

    @Override
    public void hearTheEnd() {
        int count = intake.flush();
        pipeline.accept(intake.samples(), 0, count);
        pipeline.finish();
    }

    @Override
    public void deliver() {
        events.deliver();
    }

    @Override
    public void restart() {
        pipeline.restart();
        intake.restart();
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
        EmotionEventBytes.save(events.pending(), writer);
    }

    @Override
    public void restore(SnapshotReader reader, boolean ended) {
        intake.restore(reader);
        pipeline.restore(reader);
        EmotionEventBytes.restore(events, reader, shared.model().labels());
    }

    /** Frees the pipeline, without a reference to the listener of this. */
    Runnable freeing() {
        return pipeline::close;
    }
}
