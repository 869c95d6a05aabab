package org.ossicle.benchmarks.work;

import java.nio.FloatBuffer;
import org.ossicle.decode.TransducerScorer;

/** A prediction network and a joiner run by ONNX Runtime over the frames of an encoder output. */
final class OnnxRuntimeScorer implements TransducerScorer {
    private final OnnxRuntimeContender decoder;
    private final OnnxRuntimeContender joiner;
    private final FloatBuffer encoderOutput;
    private final FloatBuffer joinerEncoder;
    private final FloatBuffer joinerDecoder;
    private final FloatBuffer decoderOutput;
    private final FloatBuffer joinerOutput;
    private final int contextSize;
    private final float[] logits;

    OnnxRuntimeScorer(
            OnnxRuntimeContender decoder, OnnxRuntimeContender joiner, FloatBuffer encoderOutput) {
        this.decoder = decoder;
        this.joiner = joiner;
        this.encoderOutput = encoderOutput;
        this.joinerEncoder = joiner.input(0).asFloatBuffer();
        this.joinerDecoder = joiner.input(1).asFloatBuffer();
        this.decoderOutput = decoder.output(0).asFloatBuffer();
        this.joinerOutput = joiner.output(0).asFloatBuffer();
        this.contextSize = decoder.input(0).capacity() / Long.BYTES;
        this.logits = new float[joinerOutput.capacity()];
    }

    @Override
    public int vocabularySize() {
        return logits.length;
    }

    @Override
    public int contextSize() {
        return contextSize;
    }

    @Override
    public void context(int[] tokens) {
        for (int i = 0; i < contextSize; i++) {
            decoder.input(0).putLong(i * Long.BYTES, tokens[i]);
        }
        decoder.run();
        joinerDecoder.put(0, decoderOutput, 0, joinerDecoder.capacity());
    }

    @Override
    public float[] logits(int frame) {
        int size = joinerEncoder.capacity();
        joinerEncoder.put(0, encoderOutput, frame * size, size);
        joiner.run();
        joinerOutput.get(0, logits);
        return logits;
    }

    @Override
    public void restart() {}
}
