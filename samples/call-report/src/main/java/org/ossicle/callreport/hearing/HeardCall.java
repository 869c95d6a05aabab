package org.ossicle.callreport.hearing;

import java.util.List;
import org.ossicle.callreport.analysis.HeardChannel;

/**
 * What was heard in one call.
 *
 * @param durationSeconds of the recording
 * @param sampleRateHz of the recording
 * @param channels one per speaker
 */
public record HeardCall(double durationSeconds, int sampleRateHz, List<HeardChannel> channels) {}
