package org.ossicle.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.ossicle.decode.TransducerScorer;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;

/**
 * A stateless prediction network and a joiner as two plans over the frames of an encoder's output
 * buffer. For one owner; allocates nothing after construction.
 */
public final class PlanScorer implements TransducerScorer {
    private final PlanState decoder;
    private final PlanState joiner;
    private final ByteBuffer decoderInput;
    private final boolean wideTokens;
    private final FloatBuffer decoderOutput;
    private final FloatBuffer encoderOutput;
    private final FloatBuffer joinerEncoder;
    private final FloatBuffer joinerDecoder;
    private final FloatBuffer joinerOutput;
    private final int frameSize;
    private final int contextSize;
    private final float[] logits;

    /**
     * @param encoderOutput rows of joiner inputs, written anew by each run of the encoder
     * @param tokenType the type of the decoder's input, {@code INT32} or {@code INT64}
     */
    public PlanScorer(
            PlanState decoder,
            PlanState joiner,
            FloatBuffer encoderOutput,
            DType tokenType,
            int contextSize) {
        this.decoder = decoder;
        this.joiner = joiner;
        this.encoderOutput = encoderOutput;
        this.contextSize = contextSize;
        this.decoderInput = decoder.input(0);
        this.wideTokens = tokenType == DType.INT64;
        this.decoderOutput = decoder.output(0).asFloatBuffer();
        this.joinerEncoder = joiner.input(0).asFloatBuffer();
        this.joinerDecoder = joiner.input(1).asFloatBuffer();
        this.joinerOutput = joiner.output(0).asFloatBuffer();
        this.frameSize = joinerEncoder.capacity();
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
            if (wideTokens) {
                decoderInput.putLong(i * Long.BYTES, tokens[i]);
            } else {
                decoderInput.putInt(i * Integer.BYTES, tokens[i]);
            }
        }
        decoder.run();
        joinerDecoder.put(0, decoderOutput, 0, joinerDecoder.capacity());
    }

    @Override
    public float[] logits(int frame) {
        joinerEncoder.put(0, encoderOutput, frame * frameSize, frameSize);
        joiner.run();
        joinerOutput.get(0, logits);
        return logits;
    }

    /** The prediction network has no memory but its context. */
    @Override
    public void restart() {}
}
