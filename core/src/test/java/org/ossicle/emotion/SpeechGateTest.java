package org.ossicle.emotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpeechGateTest {
    private static final float VOICED = 0.9f;
    private static final float UNVOICED = 0.3f;

    private final SpeechGate gate = new SpeechGate();

    private void feed(int frames, float levelDb, float periodicity) {
        for (int i = 0; i < frames; i++) {
            gate.accept(levelDb, periodicity);
        }
    }

    private String decided() {
        StringBuilder text = new StringBuilder();
        long first = Math.max(0, gate.decidedFrames() - SpeechGate.KEPT_FRAMES);
        for (long n = first; n < gate.decidedFrames(); n++) {
            text.append(gate.isSpeech(n) ? 'x' : '.');
        }
        return text.toString();
    }

    @Test
    void takesTheSurroundingsOfAVoiceAlong() {
        feed(40, -40, UNVOICED);
        feed(10, -20, VOICED);
        feed(80, -40, UNVOICED);
        gate.finish();
        // Five voiced frames within 25 before and 15 after: 40 - 15 + 4 to 49 + 25 - 4.
        assertEquals(".".repeat(29) + "x".repeat(42) + ".".repeat(59), decided());
    }

    @Test
    void decidesLaterThanItHears() {
        feed(SpeechGate.DELAY_FRAMES, -20, VOICED);
        assertEquals(0, gate.decidedFrames());
        feed(1, -20, VOICED);
        assertEquals(1, gate.decidedFrames());
        assertTrue(gate.isSpeech(0));
        gate.finish();
        assertEquals(SpeechGate.DELAY_FRAMES + 1, gate.decidedFrames());
        assertTrue(gate.isSpeech(SpeechGate.DELAY_FRAMES));
    }

    @Test
    void ignoresWhatIsShortQuietOrWithoutPitch() {
        feed(40, -30, UNVOICED);
        feed(4, -20, VOICED);
        feed(60, -30, UNVOICED);
        feed(60, -70, VOICED);
        gate.finish();
        assertFalse(decided().contains("x"), decided());
    }

    @Test
    void ignoresAVoiceFarBelowTheLoudestOne() {
        feed(60, -10, VOICED);
        feed(100, -50, VOICED);
        feed(50, -60, UNVOICED);
        assertEquals('x', decided().charAt(60));
        assertEquals('.', decided().charAt(120));
        feed(2000, -60, UNVOICED);
        feed(60, -50, VOICED);
        gate.finish();
        assertTrue(decided().endsWith("x".repeat(50)), "after a while it counts again");
    }

    @Test
    void takesWhatKeepsItsLevelForAHum() {
        feed(100, -60, UNVOICED);
        feed(300, -20, VOICED);
        gate.finish();
        String hum = decided().substring(decided().indexOf('x'));
        assertTrue(hum.lastIndexOf('x') < 100, "it has just begun, so its level moved: " + hum);
        gate.reset();
        feed(100, -60, UNVOICED);
        for (int i = 0; i < 15; i++) {
            feed(10, -20, VOICED);
            feed(10, -28, VOICED);
        }
        gate.finish();
        assertTrue(decided().endsWith("x".repeat(SpeechGate.KEPT_FRAMES)), decided());
    }

    @Test
    void endsStreamsShorterThanItsDelay() {
        feed(7, -20, VOICED);
        gate.finish();
        assertEquals("xxxxxxx", decided());
        gate.reset();
        assertEquals(0, gate.decidedFrames());
        gate.finish();
        assertEquals("", decided());
    }

    @Test
    void forgetsOldAnswers() {
        for (int i = 0; i < 40; i++) {
            feed(10, i % 2 == 0 ? -20 : -30, VOICED);
        }
        assertThrows(IndexOutOfBoundsException.class, () -> gate.isSpeech(0));
        assertThrows(IndexOutOfBoundsException.class, () -> gate.isSpeech(gate.decidedFrames()));
        assertTrue(gate.isSpeech(gate.decidedFrames() - SpeechGate.KEPT_FRAMES));
    }
}
