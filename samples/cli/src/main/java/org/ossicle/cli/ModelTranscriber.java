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
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.FileTranscript;

/** Transcribes with a model, each input as one segment. */
final class ModelTranscriber implements Transcriber {
    private final RecognizerStream stream;
    private final int chunkMs;

    /**
     * @param model must stay open as long as this is in use
     * @param channel to listen to, or {@link StreamOptions#ALL_CHANNELS}
     * @param chunkMs sound handed to the model at a time, at least 1
     */
    ModelTranscriber(SpeechModel model, int channel, int chunkMs) {
        stream = model.newStream(StreamOptions.defaults().withoutEndpoints().withChannel(channel));
        this.chunkMs = chunkMs;
    }

    @Override
    public FileTranscript transcribe(AudioSource source, LongConsumer progress) throws IOException {
        stream.reset();
        int rateHz = source.sampleRateHz();
        PcmFormat format = new PcmFormat(rateHz, source.channels(), PcmEncoding.FLOAT32);
        int chunkFrames = (int) Math.max(1, (long) rateHz * chunkMs / 1000);
        float[] chunk = new float[chunkFrames * format.channels()];
        long frames = 0;
        int read;
        do {
            read = fill(source, chunk, chunkFrames);
            if (read > 0) {
                stream.accept(chunk, 0, read * format.channels(), format);
            }
            frames += read;
            progress.accept(frames);
        } while (read == chunkFrames);
        stream.finish();
        return transcript(frames / (double) rateHz);
    }

    /** Returns fewer frames than wanted only at the end. */
    private static int fill(AudioSource source, float[] chunk, int wanted) throws IOException {
        int frames = 0;
        while (frames < wanted) {
            int read = source.read(chunk, frames * source.channels(), wanted - frames);
            if (read < 0) {
                break;
            }
            frames += read;
        }
        return frames;
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
