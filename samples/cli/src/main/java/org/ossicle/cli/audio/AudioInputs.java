package org.ossicle.cli.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;

/** Opens what the command line names as audio; the first bytes decide the format, not the name. */
public final class AudioInputs {
    /** Names standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final PcmFormat STANDARD_INPUT_FORMAT = PcmFormat.monoInt16(16_000);
    private static final int MAGIC_BYTES = 4;
    private static final Set<String> WAV_MAGIC = Set.of("RIFF", "RF64", "BW64");

    private final InputStream standardInput;

    /**
     * @param standardInput read as raw 16 kHz 16-bit mono PCM where {@code -} is named
     */
    public AudioInputs(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * @param name a file, or {@link #STANDARD_INPUT}
     * @throws AudioException if the file is in no format known here, or its header is damaged
     */
    public AudioSource open(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return new RawPcmSource("standard input", standardInput, STANDARD_INPUT_FORMAT);
        }
        InputStream file = new BufferedInputStream(Files.newInputStream(Path.of(name)));
        try {
            return recognise(name, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static AudioSource recognise(String name, InputStream file) throws IOException {
        file.mark(MAGIC_BYTES);
        String magic = new String(file.readNBytes(MAGIC_BYTES), StandardCharsets.ISO_8859_1);
        file.reset();
        if (magic.equals("fLaC")) {
            return new FlacSource(name, file);
        }
        if (WAV_MAGIC.contains(magic)) {
            return new WavSource(name, file);
        }
        throw new AudioException(
                name,
                "a WAV or FLAC file",
                magic.isEmpty() ? "an empty file" : "a file of another kind",
                "convert it to one of them first");
    }
}
