package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.StreamBatch;
import org.ossicle.Token;
import org.ossicle.audio.PcmFormat;
import org.ossicle.engine.EngineLookup;

/** The real model for several streams at once, on one plan's weights. */
class BatchParityTest {
    private static final PcmFormat FORMAT = PcmFormat.monoFloat32(16_000);
    private static final int CHUNK = 5_120;
    private static final List<String> SENTENCES = List.of("austen-0870", "austen-0920", "jfk");

    @Test
    void givesEachStreamTheTokensItGetsAlone() {
        Path folder = Shared.path("models/zipformer2-en-3.3M");
        List<float[]> sounds = new ArrayList<>();
        for (String name : SENTENCES) {
            sounds.add(Shared.samples(Shared.path("speech/sentences/" + name + ".flac")));
        }
        long before = nativeBytes();
        try (SpeechModel model = SpeechModel.load(folder);
                StreamBatch batch = new StreamBatch(3)) {
            List<List<Token>> alone = sounds.stream().map(sound -> alone(model, sound)).toList();
            alone.forEach(tokens -> assertFalse(tokens.isEmpty()));
            assertEquals(alone, together(model, batch, sounds));
        }
        assertEquals(before, nativeBytes(), "native bytes in use after all is closed");
    }

    private static List<Token> alone(SpeechModel model, float[] sound) {
        try (RecognizerStream stream = model.newStream()) {
            stream.accept(sound, 0, sound.length, FORMAT);
            stream.finish();
            return tokens(stream);
        }
    }

    private static List<List<Token>> together(
            SpeechModel model, StreamBatch batch, List<float[]> sounds) {
        List<RecognizerStream> streams = sounds.stream().map(sound -> model.newStream()).toList();
        int longest = sounds.stream().mapToInt(sound -> sound.length).max().orElseThrow();
        for (int start = 0; start < longest; start += CHUNK) {
            for (int s = 0; s < streams.size(); s++) {
                int length = Math.min(CHUNK, sounds.get(s).length - start);
                if (length > 0) {
                    batch.add(streams.get(s), sounds.get(s), start, length, FORMAT);
                }
            }
            batch.run();
        }
        streams.forEach(batch::addFinish);
        batch.run();
        List<List<Token>> tokens = streams.stream().map(BatchParityTest::tokens).toList();
        streams.forEach(RecognizerStream::close);
        return tokens;
    }

    private static List<Token> tokens(RecognizerStream stream) {
        List<Token> tokens = new ArrayList<>();
        for (SpeechEvent event; (event = stream.poll()) != null; ) {
            if (event instanceof SpeechEvent.Final last) {
                tokens.addAll(last.transcript().tokens());
            }
        }
        return tokens;
    }

    private static long nativeBytes() {
        return Long.parseLong(
                EngineLookup.open().engine().facts().getOrDefault("native bytes in use", "0"));
    }
}
