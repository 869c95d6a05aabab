package org.ossicle.segment;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a segmenter or detector tells. */
final class SegmentLog implements SpeechListener {
    final List<String> entries = new ArrayList<>();

    void tell(SpeechSegmenter segmenter, SpeechChange change) {
        if (change == SpeechChange.STARTED) {
            speechStarted(segmenter.segmentStartSample());
        } else if (change == SpeechChange.ENDED) {
            speechEnded(segmenter.segmentStartSample(), segmenter.segmentEndSample());
        }
    }

    @Override
    public void speechStarted(long startSample) {
        entries.add("start " + startSample);
    }

    @Override
    public void speechEnded(long startSample, long endSample) {
        entries.add(startSample + "-" + endSample);
    }
}
