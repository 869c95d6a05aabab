package org.ossicle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EmotionCommandTest {
    private static final int RATE_HZ = 16_000;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    /** A WAV file with a voice that is calm for 3 s, loud for 4 s and calm for 5 s. */
    private Path voice() throws IOException {
        return wav("voice.wav", 0.1, 3, 0.9, 4, 0.1, 5);
    }

    private Path wav(String name, double... levelsAndSeconds) throws IOException {
        int samples = 0;
        for (int i = 1; i < levelsAndSeconds.length; i += 2) {
            samples += (int) (RATE_HZ * levelsAndSeconds[i]);
        }
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(RATE_HZ).putInt(2 * RATE_HZ);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        int n = 0;
        for (int i = 0; i < levelsAndSeconds.length; i += 2) {
            for (int k = 0; k < (int) (RATE_HZ * levelsAndSeconds[i + 1]); k++, n++) {
                double phase = 2 * Math.PI * 150 * n / RATE_HZ;
                double wave = 0.6 * Math.sin(phase) + 0.4 * Math.sin(2 * phase + 1);
                double syllable = n % (RATE_HZ / 2) < RATE_HZ / 16 ? 0.02 : 1;
                bytes.putShort((short) (32767 * levelsAndSeconds[i] * wave * syllable));
            }
        }
        return Files.write(folder.resolve(name), bytes.array());
    }

    private int run(Object... arguments) {
        CommandLine commands = Main.commands(null);
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(errors));
        List<String> all = new ArrayList<>(List.of("emotion", "--model", model()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return commands.execute(all.toArray(new String[0]));
    }

    private static String model() {
        try {
            return Path.of(EmotionCommandTest.class.getResource("loudness.onnx").toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void printsTheTimeLineAndASummary() throws IOException {
        assertEquals(0, run(voice()), errors.toString());
        String text = out.toString();
        assertTrue(text.contains("anger begins"), text);
        assertTrue(text.contains("anger is over after"), text);
        assertTrue(text.contains("####"), text);
        assertTrue(text.contains("stretches of anger: 1"), text);
        assertTrue(text.contains("mean: neutral 0."), text);
    }

    @Test
    void writesOneObjectForEachFile() throws IOException {
        Path silent = wav("silent.wav", 0, 3);
        Path missing = folder.resolve("missing.wav");
        assertEquals(1, run("--json", voice(), missing, silent));
        assertTrue(errors.toString().contains("missing.wav: no such file"), errors.toString());
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size());
        String pattern =
                "\\{\"file\":\".*voice.wav\",\"durationSeconds\":12.0000,\"readings\":2\\d,"
                        + "\"label\":\"neutral\",\"probabilities\":\\{\"neutral\":0.\\d+,"
                        + "\"anger\":0.\\d+\\},\"arousal\":0.\\d+,\"meanAngerLevel\":\\d\\d.\\d+,"
                        + "\"peakAngerLevel\":\\d\\d.\\d+,\"angerEpisodes\":\\[\\{"
                        + "\"startSeconds\":[34].\\d+,\"endSeconds\":\\d+.\\d+,"
                        + "\"peakLevel\":\\d\\d.\\d+\\}\\]\\}";
        assertTrue(lines.get(0).matches(pattern), lines.get(0));
        assertTrue(
                lines.get(1)
                        .endsWith(
                                "\"readings\":0,\"label\":\"UNKNOWN\",\"probabilities\":{},"
                                        + "\"arousal\":0.0000,\"meanAngerLevel\":0.0000,"
                                        + "\"peakAngerLevel\":0.0000,\"angerEpisodes\":[]}"),
                lines.get(1));
    }

    @Test
    void addsEachReadingWhenAsked() throws IOException {
        assertEquals(0, run("--json", "--timestamps", "--hop", "2", voice()));
        int readings = out.toString().split("\"angerLevel\":", -1).length - 1;
        assertTrue(readings >= 5 && readings <= 8, out.toString());
    }

    @Test
    void saysThatThereIsNoSpeech() throws IOException {
        assertEquals(0, run(wav("short.wav", 0.5, 0.02)));
        assertEquals("no speech to read in 0.02 s", out.toString().strip());
    }

    @Test
    void drawsAPicture() throws IOException {
        Path png = folder.resolve("voice.png");
        assertEquals(0, run("--plot", png, voice()), errors.toString());
        assertTrue(ImageIO.read(png.toFile()).getWidth() >= 1000);
        Path svg = folder.resolve("voice.svg");
        assertEquals(0, run("--plot", svg, voice()), errors.toString());
        String text = Files.readString(svg);
        assertTrue(text.contains("<svg"), "no picture");
        assertFalse(text.isBlank());
        Path empty = folder.resolve("empty.svg");
        assertEquals(0, run("--plot", empty, wav("silent.wav", 0, 1)), errors.toString());
        assertTrue(Files.size(empty) > 0);
    }

    /** The picture's ground lies bare where nobody speaks. */
    @Test
    void drawsNothingWhereNobodySpeaks() throws IOException {
        Path png = folder.resolve("apart.png");
        assertEquals(0, run("--plot", png, wav("apart.wav", 0.9, 4, 0, 8, 0.9, 4)));
        BufferedImage picture = ImageIO.read(png.toFile());
        assertTrue(colours(picture, 0.05, 0.2) > 100, "the first voice");
        assertEquals(0, colours(picture, 0.35, 0.65), "silence");
        assertTrue(colours(picture, 0.8, 0.95) > 100, "the second voice");
    }

    /** Coloured points in a part of the plot, from left to right. */
    private static int colours(BufferedImage picture, double from, double to) {
        int left = 66;
        int width = 1_052 - left;
        int count = 0;
        for (int x = left + (int) (from * width); x < left + (int) (to * width); x++) {
            for (int y = 40; y < 440; y++) {
                int rgb = picture.getRGB(x, y);
                int red = rgb >> 16 & 255;
                int green = rgb >> 8 & 255;
                int blue = rgb & 255;
                int most = Math.max(red, Math.max(green, blue));
                count += most - Math.min(red, Math.min(green, blue)) > 30 ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--hop 0 a.wav",
                "--hop 61 a.wav",
                "--channel -2 a.wav",
                "--plot a.pdf a.wav",
                "--plot a.svg a.wav b.wav",
                ""
            })
    void explainsWrongUsage(String arguments) {
        Object[] split = arguments.isEmpty() ? new Object[0] : arguments.split(" ");
        assertEquals(2, run(split));
        assertTrue(errors.toString().startsWith("ossicle: "), errors.toString());
    }
}
