package org.ossicle;

import org.ossicle.emotion.AngerChange;
import org.ossicle.emotion.AngerScore;
import org.ossicle.emotion.EmotionListener;
import org.ossicle.emotion.EmotionScores;

/** Makes events of what an emotion pipeline finds. */
final class EmotionWriter implements EmotionListener {
    private final EventQueue<EmotionEvent> events;

    EmotionWriter(EventQueue<EmotionEvent> events) {
        this.events = events;
    }

    @Override
    public void windowScored(
            double fromSeconds, double toSeconds, EmotionScores scores, AngerScore anger) {
        events.add(
                new EmotionEvent.Read(
                        new EmotionReading(fromSeconds, toSeconds, scores, anger.level())));
    }

    @Override
    public void angerChanged(AngerChange change, double atSeconds, AngerScore anger) {
        double raisedAt = anger.raisedAtSeconds();
        switch (change) {
            case RAISED -> events.add(new EmotionEvent.AngerRaised(atSeconds, anger.level()));
            case HELD ->
                    events.add(
                            new EmotionEvent.AngerHeld(
                                    atSeconds, raisedAt, anger.level(), anger.peakLevel()));
            case CALMED ->
                    events.add(
                            new EmotionEvent.AngerCalmed(atSeconds, raisedAt, anger.peakLevel()));
            case NONE -> {}
        }
    }
}
