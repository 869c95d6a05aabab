package org.ossicle.callreport.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.callreport.analysis.Calls.feeling;
import static org.ossicle.callreport.analysis.Calls.spans;
import static org.ossicle.callreport.analysis.Calls.words;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallAnalysisTest {
    private final HeardChannel agent =
            Calls.channel(
                    40, words("good day how can I help", 1, 1.5, 4, 4.4, 4.8, 25), 1, 6, 25, 26);
    private final HeardChannel customer =
            Calls.channel(
                    40,
                    spans(8, 18),
                    words("this is the third time I call", 8, 9, 10, 11, 12, 13, 14),
                    List.of(feeling(9, 20), feeling(11, 80), feeling(13, 90), feeling(17, 30)),
                    List.of(new AngerEpisode(11, 17, 90)));
    private final CallAnalysis call = CallAnalysis.of(List.of(agent, customer), 40);

    @Test
    void quartersHoldWhatHappensInThem() {
        SpeakerPart first = call.quarters().get(0).get(0);
        assertEquals(5, first.words());
        assertEquals(5, first.talkSeconds(), 0.03);
        assertEquals(60, first.wordsPerMinute(), 0.5);
        assertEquals(-20, first.loudnessLufs(), 0.3);
        assertNull(first.meanAnger());
        assertTrue(first.emotions().isEmpty());
        SpeakerPart second = call.quarters().get(1).get(1);
        assertEquals(5, second.words(), "of seven, those from 10 s to 20 s");
        assertEquals(8, second.talkSeconds(), 0.03);
        SpeakerPart last = call.quarters().get(3).get(1);
        assertEquals(0, last.words());
        assertNull(last.wordsPerMinute());
        assertNull(last.loudnessLufs());
    }

    @Test
    void feelingsAreMeansOverTheWindowsOfThePart() {
        SpeakerPart second = call.quarters().get(1).get(1);
        assertEquals((80 + 90 + 30) / 3.0, second.meanAnger(), 1e-9);
        assertEquals(90, second.peakAnger());
        assertEquals(2 / 3.0, second.emotions().get("anger"), 1e-9);
        assertEquals(55, call.whole().get(1).meanAnger(), 1e-9);
        assertEquals(
                Map.of("anger", 0.2, "neutral", 0.8), call.quarters().get(0).get(1).emotions());
    }

    @Test
    void turnsEndAtPausesAndSpeakers() {
        assertEquals(
                List.of("good day", "how can I", "this is the third time I call", "help"),
                call.turns().stream().map(Turn::text).toList());
        assertEquals(List.of(0, 0, 1, 0), call.turns().stream().map(Turn::speaker).toList());
    }

    @Test
    void escalationsHaveTheWordsAroundThem() {
        assertEquals(1, call.escalations().size());
        Escalation e = call.escalations().get(0);
        assertEquals(1, e.speaker());
        assertEquals(2, e.turn());
        assertEquals(90, e.peakLevel());
        assertEquals(
                List.of(
                        new Escalation.Said(0, "good day"),
                        new Escalation.Said(0, "how can I"),
                        new Escalation.Said(1, "this")),
                e.before());
        assertEquals("is the third time I call", e.during());
    }

    @Test
    void escalationWithoutWordsLeadsNowhere() {
        HeardChannel wordless =
                Calls.channel(
                        40,
                        spans(8, 18),
                        List.of(),
                        List.of(),
                        List.of(new AngerEpisode(11, 17, 90)));
        Escalation e = CallAnalysis.of(List.of(agent, wordless), 40).escalations().get(0);
        assertEquals(-1, e.turn());
        assertEquals("", e.during());
    }
}
