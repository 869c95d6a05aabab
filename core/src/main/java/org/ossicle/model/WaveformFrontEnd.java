package org.ossicle.model;

import java.util.List;
import org.ossicle.features.OnlineFrames;
import org.ossicle.features.SampleFrames;

/**
 * The samples themselves.
 *
 * @param sampleRateHz a multiple of 100
 * @param scale 1, or 32768 for models trained on integers
 * @param rank of the input: 1 for [samples], 2 for [1, samples], 3 for [1, 1, samples]
 */
record WaveformFrontEnd(int sampleRateHz, float scale, int rank) implements EmotionFrontEnd {
    @Override
    public int frameFloats() {
        return sampleRateHz * FRAME_MS / 1000;
    }

    @Override
    public OnlineFrames newFrames(int capacityFrames) {
        return new SampleFrames(frameFloats(), scale, capacityFrames);
    }

    @Override
    public List<Long> inputShape(int windowFrames) {
        long samples = (long) windowFrames * frameFloats();
        return switch (rank) {
            case 1 -> List.of(samples);
            case 2 -> List.of(1L, samples);
            default -> List.of(1L, 1L, samples);
        };
    }

    @Override
    public WindowWriter newWriter() {
        return EmotionFrontEnd.copying();
    }
}
