package org.ossicle.model;

import java.nio.FloatBuffer;
import java.util.List;
import org.ossicle.features.OnlineFrames;

/** From sound to the input of one kind of emotion model, in frames of 10 ms. Immutable. */
interface EmotionFrontEnd {
    int FRAME_MS = 10;

    /** Floats of one frame as it waits in the window. */
    int frameFloats();

    /**
     * The frames of one stream.
     *
     * @param capacityFrames that are held at a time
     */
    OnlineFrames newFrames(int capacityFrames);

    /** The shape of the model's input for one window of so many frames. */
    List<Long> inputShape(int windowFrames);

    /** What makes inputs of windows, for one stream. */
    WindowWriter newWriter();

    /** Makes the input of a model from a window. For one owner; allocates nothing. */
    interface WindowWriter {
        /**
         * @param window as the scorer gets it
         * @param frames those that are no repetition
         * @param input of the model, written in full
         */
        void write(float[] window, int frames, FloatBuffer input);
    }

    /** The window is the input. */
    static WindowWriter copying() {
        return (window, frames, input) -> input.put(0, window);
    }
}
