package org.ossicle.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongConsumer;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.StreamOptions;
import org.ossicle.Word;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.FileTranscript;

/** Transcribes with a model, each input as one segment. */
final class ModelTranscriber implements Listener<FileTranscript> {
    private final RecognizerStream stream;
    private final int chunkMs;

    /**
     * @param model must stay open as long as this is in use
     * @param options of the search and the channel
     * @param chunkMs sound handed to the model at a time, at least 1
     */
    ModelTranscriber(SpeechModel model, StreamOptions options, int chunkMs) {
        stream = model.newStream(options.withoutEndpoints());
        this.chunkMs = chunkMs;
    }

    @Override
    public FileTranscript listen(AudioSource source, LongConsumer progress) throws IOException {
        stream.reset();
        double durationSeconds = Chunks.feed(source, chunkMs, stream::accept, progress);
        stream.finish();
        return transcript(durationSeconds);
    }

    private FileTranscript transcript(double durationSeconds) {
        StringJoiner text = new StringJoiner(" ");
        List<Word> words = new ArrayList<>();
        SpeechEvent event;
        while ((event = stream.poll()) != null) {
            if (event instanceof SpeechEvent.Final said) {
                text.add(said.transcript().text());
                words.addAll(said.transcript().words());
            }
        }
        return new FileTranscript(text.toString(), durationSeconds, words);
    }

    @Override
    public void close() {
        stream.close();
    }
}
