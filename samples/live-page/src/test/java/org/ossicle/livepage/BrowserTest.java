package org.ossicle.livepage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.error.AudioException;

/** The page in a browser, with a recording as its microphone. */
class BrowserTest {
    private static final Logger SERVER_LOG = Logger.getLogger("org.eclipse.jetty");
    private static final int RATE_HZ = 16_000;
    private static final Path RECORDING = Path.of("../cli/recordings/jfk.flac");
    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir private Path folder;
    private String browser;

    @BeforeEach
    void findBrowser() {
        SERVER_LOG.setLevel(Level.WARNING);
        browser = Chromium.find();
        assumeTrue(browser != null, "no Chromium on the PATH");
    }

    /** Tells the level of what it hears as if it were anger. */
    private static final class LevelMeter implements Speakers {
        @Override
        public boolean hearFeelings() {
            return true;
        }

        @Override
        public Speaker open(int sampleRateHz, Consumer<LiveEvent> listener) {
            return new Speaker() {
                private long samples;

                @Override
                public void accept(ByteBuffer pcm) {
                    double energy = 0;
                    int count = pcm.remaining() / 2;
                    for (int i = 0; i < count; i++) {
                        double sample = pcm.order(ByteOrder.LITTLE_ENDIAN).getShort() / 32768.0;
                        energy += sample * sample;
                    }
                    samples += count;
                    float level = (float) Math.min(100, 100 * Math.sqrt(energy / count));
                    listener.accept(new LiveEvent.Partial("at " + sampleRateHz + " Hz"));
                    listener.accept(
                            new LiveEvent.Feeling(
                                    "anger",
                                    level,
                                    Map.of("anger", level / 100, "neutral", 1 - level / 100)));
                    listener.accept(new LiveEvent.Anger(level > 20, 1));
                }

                @Override
                public void finish() {
                    listener.accept(new LiveEvent.Final("over", samples / (double) sampleRateHz));
                }

                @Override
                public void close() {}
            };
        }
    }

    private Path wav(byte[] pcm) throws IOException {
        Path file = folder.resolve("microphone.wav");
        AudioFormat format = new AudioFormat(RATE_HZ, 16, 1, true, false);
        try (AudioInputStream in =
                new AudioInputStream(new ByteArrayInputStream(pcm), format, pcm.length / 2)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }

    /** A sine of -9 dBFS for ten seconds. */
    private Path tone() throws IOException {
        ByteBuffer pcm = ByteBuffer.allocate(20 * RATE_HZ).order(ByteOrder.LITTLE_ENDIAN);
        while (pcm.hasRemaining()) {
            double at = pcm.position() / 2 / (double) RATE_HZ;
            pcm.putShort((short) (16_384 * Math.sin(2 * Math.PI * 440 * at)));
        }
        return wav(pcm.array());
    }

    /** The recording that ships with the command line, and two seconds of silence. */
    private Path speech() throws IOException {
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        try (AudioSource source = new AudioInputs(System.in).open(RECORDING.toString())) {
            assertEquals(RATE_HZ, source.sampleRateHz());
            float[] chunk = new float[1_600 * source.channels()];
            for (int frames; (frames = source.read(chunk, 0, 1_600)) >= 0; ) {
                for (int i = 0; i < frames; i++) {
                    int sample = Math.round(chunk[i * source.channels()] * 32_767);
                    pcm.write(sample);
                    pcm.write(sample >> 8);
                }
            }
        }
        pcm.write(new byte[2 * 2 * RATE_HZ]);
        return wav(pcm.toByteArray());
    }

    private LivePageServer serve(Speakers speakers) throws Exception {
        return LivePageServer.start("127.0.0.1", 0, List.of(), Limits.standard(), speakers);
    }

    private Chromium browse(Path microphone) throws Exception {
        Path profile = Files.createDirectories(folder.resolve("profile"));
        return Chromium.start(browser, profile, microphone);
    }

    @Test
    void theMicrophoneMovesTheGauge() throws Exception {
        try (LivePageServer server = serve(new LevelMeter());
                Chromium page = browse(tone())) {
            page.open(server.url());
            page.evaluate("document.getElementById('listen').click()");
            page.await("+document.getElementById('gauge').getAttribute('aria-valuenow') > 25");
            page.await("document.body.classList.contains('raised')");
            page.await("document.getElementById('going').textContent.endsWith('Hz')");
            page.screenshot(PICTURES.resolve("gauge-light.png"));
            page.prefersDark(true);
            page.screenshot(PICTURES.resolve("gauge-dark.png"));
            assertEquals("true", page.evaluate("document.getElementById('listen').ariaPressed"));
            page.evaluate("document.getElementById('listen').click()");
            page.await("document.getElementById('status').textContent === 'Stopped.'");
            page.await("document.getElementById('words').textContent.endsWith('over')");
            assertEquals("false", page.evaluate("document.getElementById('listen').ariaPressed"));
        }
    }

    @Test
    void thePageSaysWhyTheServerRefuses() throws Exception {
        Speakers deaf =
                new Speakers() {
                    @Override
                    public Speaker open(int sampleRateHz, Consumer<LiveEvent> listener) {
                        throw new AudioException("test", "another rate", "this one", "change it");
                    }

                    @Override
                    public boolean hearFeelings() {
                        return false;
                    }
                };
        try (LivePageServer server = serve(deaf);
                Chromium page = browse(tone())) {
            page.open(server.url());
            page.evaluate("document.getElementById('listen').click()");
            page.await("document.getElementById('status').textContent.includes('another rate')");
            page.await("document.getElementById('listen').ariaPressed === 'false'");
        }
    }

    @Test
    void whatIsSpokenAppears() throws Exception {
        Path shared = Path.of(System.getProperty("ossicle.shared", "missing"));
        Path model = shared.resolve("models/zipformer2-en-3.3M");
        assumeTrue(Files.isDirectory(model), "no " + model);
        try (ModelSpeakers speakers = ModelSpeakers.load(model, null);
                LivePageServer server = serve(speakers);
                Chromium page = browse(speech())) {
            page.open(server.url());
            page.evaluate("document.getElementById('listen').click()");
            page.await("/FELLOW/.test(document.getElementById('words').textContent)");
            page.await("/COUNTRY/.test(document.getElementById('words').textContent)");
            page.await("+document.getElementById('number').textContent >= 0");
            page.await("document.querySelectorAll('#feelings meter').length === 7");
            page.screenshot(PICTURES.resolve("live-light.png"));
            page.prefersDark(true);
            page.screenshot(PICTURES.resolve("live-dark.png"));
        }
    }
}
