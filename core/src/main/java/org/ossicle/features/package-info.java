/**
 * From mono samples to the feature frames that acoustic models take, as a stream.
 *
 * <p>{@link org.ossicle.features.OnlineFbank} is the source; {@link
 * org.ossicle.features.LowFrameRate}, {@link org.ossicle.features.Cmvn} and {@link
 * org.ossicle.features.WhisperScaling} are views over a source and stack on one another. Frames are
 * counted from 0 for the first frame of the stream and keep their number when older frames are
 * discarded.
 *
 * <p>Everything here is for one owner at a time and allocates only when made.
 */
package org.ossicle.features;
