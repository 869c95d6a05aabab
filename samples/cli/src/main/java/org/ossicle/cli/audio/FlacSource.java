package org.ossicle.cli.audio;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.kc7bfi.jflac.ChannelData;
import org.kc7bfi.jflac.FLACDecoder;
import org.kc7bfi.jflac.frame.Frame;
import org.kc7bfi.jflac.frame.Header;
import org.kc7bfi.jflac.metadata.StreamInfo;
import org.ossicle.error.AudioException;

/**
 * A FLAC stream of any bit depth. The decoder behind it skips damage in silence, so the checksum
 * and the length that the stream states about itself are compared at its end.
 */
final class FlacSource implements AudioSource {
    private static final int MD5_BYTES = 16;

    private final String name;
    private final InputStream input;
    private final FLACDecoder decoder;
    private final StreamInfo info;
    private final MessageDigest digest = md5();
    private final float scale;
    private byte[] digestInput = new byte[0];
    private int blockFrames;
    private int nextFrame;
    private long framesRead;
    private boolean ended;

    /**
     * @param name what messages call the input
     * @param input positioned at the start of the stream; closed by {@link #close()}
     */
    FlacSource(String name, InputStream input) throws IOException {
        this.name = name;
        this.input = new BufferedInputStream(input, 1 << 16);
        decoder = new FLACDecoder(this.input);
        try {
            decoder.readMetadata();
        } catch (EOFException | RuntimeException e) {
            throw damaged("a FLAC header", "a broken one", e);
        }
        info = decoder.getStreamInfo();
        if (info == null) {
            throw damaged("a FLAC header", "none", null);
        }
        scale = 1f / (1L << (info.getBitsPerSample() - 1));
    }

    @Override
    public int sampleRateHz() {
        return info.getSampleRate();
    }

    @Override
    public int channels() {
        return info.getChannels();
    }

    @Override
    public long totalFrames() {
        return info.getTotalSamples() == 0 ? -1 : info.getTotalSamples();
    }

    @Override
    public int read(float[] target, int offset, int maxFrames) throws IOException {
        int channels = channels();
        if (nextFrame == blockFrames && !decodeBlock()) {
            return -1;
        }
        int frames = Math.min(maxFrames, blockFrames - nextFrame);
        ChannelData[] data = decoder.getChannelData();
        for (int c = 0; c < channels; c++) {
            int[] samples = data[c].getOutput();
            for (int i = 0; i < frames; i++) {
                target[offset + i * channels + c] = samples[nextFrame + i] * scale;
            }
        }
        nextFrame += frames;
        return frames;
    }

    private boolean decodeBlock() throws IOException {
        if (ended) {
            return false;
        }
        Frame frame = nextFrame();
        if (decoder.getBadFrames() > 0) {
            throw damaged("whole FLAC frames", "a damaged one after frame " + framesRead, null);
        }
        if (frame == null) {
            ended = true;
            checkEnd();
            return false;
        }
        Header header = frame.header;
        if (header.channels != channels()
                || header.sampleRate != sampleRateHz()
                || header.bitsPerSample != info.getBitsPerSample()) {
            throw damaged("one PCM format throughout", "a change after frame " + framesRead, null);
        }
        blockFrames = header.blockSize;
        nextFrame = 0;
        framesRead += blockFrames;
        updateDigest();
        return true;
    }

    private Frame nextFrame() throws IOException {
        try {
            return decoder.readNextFrame();
        } catch (EOFException e) {
            throw damaged("whole FLAC frames", "the end of the file inside one", e);
        } catch (RuntimeException e) {
            throw damaged("whole FLAC frames", "a damaged one after frame " + framesRead, e);
        }
    }

    private void updateDigest() {
        int channels = channels();
        int bytes = (info.getBitsPerSample() + 7) / 8;
        int size = blockFrames * channels * bytes;
        if (digestInput.length < size) {
            digestInput = new byte[size];
        }
        ChannelData[] data = decoder.getChannelData();
        int at = 0;
        for (int i = 0; i < blockFrames; i++) {
            for (int c = 0; c < channels; c++) {
                int sample = data[c].getOutput()[i];
                for (int b = 0; b < bytes; b++) {
                    digestInput[at++] = (byte) (sample >> (8 * b));
                }
            }
        }
        digest.update(digestInput, 0, size);
    }

    private void checkEnd() {
        if (totalFrames() >= 0 && framesRead != totalFrames()) {
            throw damaged(totalFrames() + " frames", framesRead + " frames", null);
        }
        byte[] stated = info.getMD5sum();
        if (Arrays.equals(stated, new byte[MD5_BYTES])) {
            return;
        }
        if (!Arrays.equals(stated, digest.digest())) {
            throw damaged("samples that match the file's checksum", "others", null);
        }
    }

    private AudioException damaged(String expected, String found, Exception cause) {
        return new AudioException(
                name, expected, found, "the file is damaged or incomplete; copy it again", cause);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
