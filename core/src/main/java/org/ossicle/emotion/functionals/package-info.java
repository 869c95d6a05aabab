/**
 * What a phonetician would measure in a voice: descriptors of frames of 40 ms, and functionals of
 * their contours over a window.
 *
 * <p>{@link org.ossicle.emotion.functionals.DescriptorFrames} makes descriptors of samples, {@link
 * org.ossicle.emotion.functionals.Functionals} one row of numbers of a window of them. The
 * definition, with the reasons, is {@code samples/training/EMOTION_FEATURES.md}; a model names the
 * set it was trained on, {@link org.ossicle.emotion.functionals.Functionals#FEATURE_SET}.
 *
 * <p>Everything is computed in double precision, so that rows equal those the models were trained
 * on. Everything here is for one owner at a time and allocates only when made.
 */
package org.ossicle.emotion.functionals;
