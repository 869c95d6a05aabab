/**
 * From windows of speech to emotions and a level of anger.
 *
 * <p>A {@link org.ossicle.emotion.SlidingWindow} gathers the feature frames in which somebody
 * speaks; an {@link org.ossicle.emotion.EmotionScorer} scores each window; {@link
 * org.ossicle.emotion.EmotionHead} makes calibrated probabilities of its scores; {@link
 * org.ossicle.emotion.AngerScore} smooths the probability of anger into a level and says when it
 * rises and when it has calmed. {@link org.ossicle.emotion.EmotionTracker} is all of them in a row.
 * Nothing here knows a model or a sample: positions are counted in feature frames, and the options
 * say how long one is.
 *
 * <p>What is measured is how speech sounds, not what a person feels. Nothing in this package is
 * thread-safe unless it says that it is immutable; nothing allocates once it is made, unless it
 * says so.
 */
package org.ossicle.emotion;
