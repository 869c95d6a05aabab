/**
 * Where speech begins and ends: {@link org.ossicle.segment.Endpointer} by the tokens a recognizer
 * finds, {@link org.ossicle.segment.VoiceActivity} by the sound itself.
 *
 * <p>Nothing in this package is thread-safe unless it says that it is immutable.
 */
package org.ossicle.segment;
