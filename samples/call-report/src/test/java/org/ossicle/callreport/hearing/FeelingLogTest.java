package org.ossicle.callreport.hearing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.EmotionEvent.AngerCalmed;
import org.ossicle.EmotionEvent.AngerRaised;
import org.ossicle.callreport.analysis.AngerEpisode;
import org.ossicle.callreport.analysis.Calls;

class FeelingLogTest {
    private final FeelingLog log = new FeelingLog();

    private void read(double to, double level) {
        log.add(Calls.feeling(to, level));
    }

    @Test
    void angerEndsWithTheLastAngrySpeech() {
        read(1, 70);
        read(2, 80);
        log.accept(new AngerRaised(2, 80));
        read(3, 90);
        read(6, 39);
        read(8, 5);
        log.accept(new AngerCalmed(8, 2, 90));
        read(9, 90);
        assertEquals(List.of(new AngerEpisode(2, 3, 90)), log.episodes());
    }

    @Test
    void angerThatNobodyCalmsEndsWithTheCall() {
        read(1, 70);
        log.accept(new AngerRaised(1, 70));
        read(2, 95);
        read(5, 10);
        log.finish();
        log.finish();
        assertEquals(List.of(new AngerEpisode(1, 2, 95)), log.episodes());
    }
}
