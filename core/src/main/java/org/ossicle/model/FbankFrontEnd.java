package org.ossicle.model;

import java.util.List;
import org.ossicle.features.FbankConfig;
import org.ossicle.features.OnlineFbank;
import org.ossicle.features.OnlineFrames;

/**
 * Log-mel features.
 *
 * @param config with a hop of 10 ms
 */
record FbankFrontEnd(FbankConfig config) implements EmotionFrontEnd {
    @Override
    public int frameFloats() {
        return config.bins();
    }

    @Override
    public OnlineFrames newFrames(int capacityFrames) {
        return new OnlineFbank(config, capacityFrames);
    }

    @Override
    public List<Long> inputShape(int windowFrames) {
        return List.of(1L, (long) windowFrames, (long) config.bins());
    }

    @Override
    public WindowWriter newWriter() {
        return EmotionFrontEnd.copying();
    }
}
