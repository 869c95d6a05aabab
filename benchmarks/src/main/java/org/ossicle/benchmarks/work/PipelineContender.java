package org.ossicle.benchmarks.work;

import java.nio.file.Path;
import org.ossicle.model.LoadSettings;
import org.ossicle.model.ModelFamilies;
import org.ossicle.model.RecognizerModel;
import org.ossicle.model.RecognizerPipeline;
import org.ossicle.model.SearchSettings;
import org.ossicle.model.StepResult;

/** All that a recogniser does for one chunk of sound: features, encoder and search. */
public final class PipelineContender implements Contender {
    private static final int SLICE_MS = 80;
    private static final int SLICES_PER_CHUNK = 4;
    private static final int CHUNKS_PER_SEGMENT = 16;

    private final RecognizerModel model;
    private final RecognizerPipeline pipeline;
    private final EndlessSound sound;
    private int chunks;

    /**
     * @param folder a zipformer2 with chunks of 320 ms
     */
    public PipelineContender(Path folder, float[] samples) {
        model = ModelFamilies.load(folder, new LoadSettings(true));
        pipeline = model.newPipeline(new SearchSettings(0f));
        sound = new EndlessSound(samples, SLICE_MS * Sound.SAMPLE_RATE_HZ / 1000);
        accept(2);
        run();
    }

    private int accept(int slices) {
        int steps = 0;
        for (int i = 0; i < slices; i++) {
            pipeline.accept(sound.samples(), sound.nextSlice(), sound.sliceSamples());
            while (pipeline.step() != StepResult.WAITING) {
                steps++;
            }
        }
        return steps;
    }

    @Override
    public void run() {
        int steps = accept(SLICES_PER_CHUNK);
        if (steps != 1) {
            throw new IllegalStateException("a chunk of sound made " + steps + " encoder runs");
        }
        if (++chunks % CHUNKS_PER_SEGMENT == 0) {
            pipeline.nextSegment();
        }
    }

    @Override
    public void close() {
        pipeline.close();
        model.close();
    }
}
