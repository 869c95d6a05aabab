package org.ossicle.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A recording and what PyTorch made of it, as {@code export_recogniser.py --vector} writes them.
 *
 * @param samples in [-1, 1] at 16 kHz
 * @param scores log-probabilities, one row after the other
 */
record WordsVector(float[] samples, float[] scores) {
    static WordsVector read(String resource) {
        try (InputStream in = WordsVector.class.getResourceAsStream(resource)) {
            ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            float[] samples = new float[file.getInt()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = file.getShort() / 32768f;
            }
            float[] scores = new float[file.remaining() / Float.BYTES];
            file.asFloatBuffer().get(scores);
            return new WordsVector(samples, scores);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
