/**
 * From PCM of any rate, sample type and channel count to mono float samples at a model's rate.
 *
 * <p>Everything here is for one owner at a time: objects hold the state of one stream and take no
 * locks. Samples are floats whose nominal range is [-1, 1]; a sample that is not a finite number is
 * refused, by stream position, before the object that was offered it has changed.
 */
package org.ossicle.audio;
