package org.ossicle.benchmarks.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.LoadOptions;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechModel;
import org.ossicle.StreamBatch;
import org.ossicle.audio.PcmFormat;

/** Streams of one model side by side: each call brings a chunk of 320 ms to each of them. */
public final class BatchContender implements Contender {
    private static final int CHUNK_MS = 320;
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(Sound.SAMPLE_RATE_HZ);

    private final SpeechModel model;
    private final StreamBatch batch;
    private final List<RecognizerStream> streams = new ArrayList<>();
    private final EndlessSound sound;

    /**
     * @param folder a zipformer2 with chunks of 320 ms
     * @param threads how many streams are recognized at the same time
     */
    public BatchContender(Path folder, float[] samples, int streams, int threads) {
        model = SpeechModel.load(folder, LoadOptions.defaults().withoutPlanCache());
        batch = new StreamBatch(threads);
        for (int i = 0; i < streams; i++) {
            this.streams.add(model.newStream());
        }
        sound = new EndlessSound(samples, CHUNK_MS * Sound.SAMPLE_RATE_HZ / 1000);
    }

    @Override
    public void run() {
        int slice = sound.nextSlice();
        for (int i = 0; i < streams.size(); i++) {
            batch.add(streams.get(i), sound.samples(), slice, sound.sliceSamples(), FORMAT);
        }
        batch.run();
        for (int i = 0; i < streams.size(); i++) {
            RecognizerStream stream = streams.get(i);
            while (stream.poll() != null) {
                continue;
            }
        }
    }

    @Override
    public void close() {
        streams.forEach(RecognizerStream::close);
        batch.close();
        model.close();
    }
}
