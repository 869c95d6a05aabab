/**
 * From scores to tokens, text and words.
 *
 * <p>A search ({@link org.ossicle.decode.TokenSearch}) reads the scores of one chunk through a
 * small interface ({@link org.ossicle.decode.TransducerScorer}, {@link
 * org.ossicle.decode.CtcScorer}) and appends to a {@link org.ossicle.decode.TokenSequence}. A
 * {@link org.ossicle.decode.TokenTable} gives the tokens their text, a {@link
 * org.ossicle.decode.Detokenizer} joins it, and {@link org.ossicle.decode.WordGrouper} finds the
 * words. Nothing here knows a model, a tensor or a sample: positions are counted in output frames,
 * and the caller knows how long a frame is.
 *
 * <p>Nothing in this package is thread-safe unless it says that it is immutable.
 */
package org.ossicle.decode;
