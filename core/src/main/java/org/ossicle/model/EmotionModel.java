package org.ossicle.model;

import org.ossicle.emotion.EmotionLabels;
import org.ossicle.emotion.EmotionListener;

/** A loaded emotion classifier. Immutable; any thread may use it, several at once. */
public interface EmotionModel extends LoadedModel {
    /** The emotions it tells apart. */
    EmotionLabels labels();

    /** Speech in one window, in seconds. */
    double windowSeconds();

    /** Speech from one window to the next, in seconds, unless a stream asks for another hop. */
    double hopSeconds();

    /** Probability below which the likeliest emotion is unknown, unless a stream asks for more. */
    float unsureBelow();

    /**
     * A pipeline for one stream, at its start.
     *
     * @param listener told of windows and anger within {@code accept} and {@code finish}
     * @return the caller's to close
     */
    EmotionPipeline newPipeline(EmotionSettings settings, EmotionListener listener);
}
