package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.engine.PlanState;

/**
 * The frames of an encoder's output buffer as a joiner takes them: as they are, or all of a chunk
 * {@linkplain org.ossicle.compile.Bindings#projecting projected} as one product. For one owner;
 * allocates nothing after construction.
 */
public final class EncodedFrames {
    private final FloatBuffer encoderOutput;
    private final PlanState projection;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final FloatBuffer frames;
    private final int runs;

    /**
     * Frames for a joiner that takes them as they are.
     *
     * @param encoderOutput written anew by each run of the encoder
     */
    public EncodedFrames(FloatBuffer encoderOutput) {
        this.encoderOutput = encoderOutput;
        this.frames = encoderOutput;
        this.projection = null;
        this.input = null;
        this.output = null;
        this.runs = 0;
    }

    /**
     * Frames for a joiner whose projection is a plan of its own.
     *
     * @param encoderOutput written anew by each run of the encoder
     * @param projection of as many rows as there are frames, or fewer that divide them
     */
    public EncodedFrames(FloatBuffer encoderOutput, PlanState projection) {
        this.encoderOutput = encoderOutput;
        this.projection = projection;
        this.input = projection.input(0).asFloatBuffer();
        this.output = projection.output(0).asFloatBuffer();
        this.runs = encoderOutput.capacity() / input.capacity();
        if (runs < 1 || encoderOutput.capacity() % input.capacity() != 0) {
            throw new IllegalArgumentException(
                    ("a projection of " + input.capacity())
                            + (" values for " + encoderOutput.capacity()));
        }
        this.frames = runs == 1 ? output : FloatBuffer.allocate(runs * output.capacity());
    }

    /** What the joiner takes, frame after frame; the same buffer for every chunk. */
    FloatBuffer frames() {
        return frames;
    }

    /** To be called when the encoder has written its buffer. */
    void nextChunk() {
        for (int run = 0; run < runs; run++) {
            input.put(0, encoderOutput, run * input.capacity(), input.capacity());
            projection.run();
            if (runs > 1) {
                frames.put(run * output.capacity(), output, 0, output.capacity());
            }
        }
    }
}
