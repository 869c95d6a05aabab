package org.ossicle.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;

/**
 * A stateless prediction network as a plan, and behind it the joiner's projection of predictions if
 * that is a plan of its own. For one owner; allocates nothing after construction.
 */
public final class PlanPrediction {
    private final PlanState decoder;
    private final PlanState projection;
    private final ByteBuffer input;
    private final FloatBuffer decoderOutput;
    private final FloatBuffer projectionInput;
    private final FloatBuffer output;
    private final boolean wideTokens;
    private final int contextSize;

    /**
     * Predictions for a joiner that takes them as they are.
     *
     * @param tokenType the type of the decoder's input, {@code INT32} or {@code INT64}
     */
    public PlanPrediction(PlanState decoder, DType tokenType, int contextSize) {
        this(decoder, tokenType, contextSize, null);
    }

    /**
     * Predictions for a joiner {@linkplain org.ossicle.compile.Bindings#projecting whose
     * projection} is a plan of its own.
     *
     * @param tokenType the type of the decoder's input, {@code INT32} or {@code INT64}
     * @param projection of one row, or null
     */
    public PlanPrediction(
            PlanState decoder, DType tokenType, int contextSize, PlanState projection) {
        this.decoder = decoder;
        this.projection = projection;
        this.input = decoder.input(0);
        this.decoderOutput = decoder.output(0).asFloatBuffer();
        this.projectionInput = projection == null ? null : projection.input(0).asFloatBuffer();
        this.output = projection == null ? decoderOutput : projection.output(0).asFloatBuffer();
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
        if (projection != null) {
            projectionInput.put(0, decoderOutput, 0, decoderOutput.capacity());
            projection.run();
        }
        to.put(offset, output, 0, output.capacity());
    }
}
