package org.ossicle.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;

/**
 * A stateless prediction network as a plan. For one owner; allocates nothing after construction.
 */
final class PlanPrediction {
    private final PlanState decoder;
    private final ByteBuffer input;
    private final FloatBuffer output;
    private final boolean wideTokens;
    private final int contextSize;

    /**
     * @param tokenType the type of the decoder's input, {@code INT32} or {@code INT64}
     */
    PlanPrediction(PlanState decoder, DType tokenType, int contextSize) {
        this.decoder = decoder;
        this.input = decoder.input(0);
        this.output = decoder.output(0).asFloatBuffer();
        this.wideTokens = tokenType == DType.INT64;
        this.contextSize = contextSize;
    }

    int contextSize() {
        return contextSize;
    }

    /** Values of one prediction. */
    int size() {
        return output.capacity();
    }

    /**
     * Writes the prediction for these last tokens.
     *
     * @param tokens the last {@link #contextSize}, oldest first
     */
    void write(int[] tokens, FloatBuffer to, int offset) {
        for (int i = 0; i < contextSize; i++) {
            if (wideTokens) {
                input.putLong(i * Long.BYTES, tokens[i]);
            } else {
                input.putInt(i * Integer.BYTES, tokens[i]);
            }
        }
        decoder.run();
        to.put(offset, output, 0, output.capacity());
    }
}
