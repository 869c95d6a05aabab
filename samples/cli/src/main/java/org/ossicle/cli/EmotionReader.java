package org.ossicle.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionOptions;
import org.ossicle.EmotionStream;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.FileEmotions;

/** Reads the emotions of one input after the other. */
final class EmotionReader implements Listener<FileEmotions> {
    private static final int CHUNK_MS = 200;

    private final List<String> labels;
    private final EmotionStream stream;

    /**
     * @param classifier must stay open as long as this is in use
     */
    EmotionReader(EmotionClassifier classifier, EmotionOptions options) {
        labels = classifier.describe().labels();
        stream = classifier.newStream(options);
    }

    @Override
    public FileEmotions listen(AudioSource source, LongConsumer progress) throws IOException {
        stream.reset();
        double durationSeconds = Chunks.feed(source, CHUNK_MS, stream::accept, progress);
        stream.finish();
        List<EmotionEvent> events = new ArrayList<>();
        for (EmotionEvent event; (event = stream.poll()) != null; ) {
            events.add(event);
        }
        return new FileEmotions(durationSeconds, labels, events);
    }

    @Override
    public void close() {
        stream.close();
    }
}
