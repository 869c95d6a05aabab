package org.ossicle;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;

/** Sound for both a {@link ToneModel} and an emotion model, and the events of a session as text. */
final class SessionSound {
    static final int RATE_HZ = ToneModel.RATE_HZ;
    static final PcmFormat STEREO = new PcmFormat(RATE_HZ, 2, PcmEncoding.FLOAT32);

    /** The sample of a frame that the tone model reads. */
    private static final int READ_SAMPLE = ToneModel.FRAME_SAMPLES / 4;

    private SessionSound() {}

    /** A voice that is calm, then angry, then calm, in which these tokens are heard. */
    static float[] voice(int... tokens) {
        float[] sound =
                Voice.join(
                        Voice.vowel(RATE_HZ, 2, 0.1),
                        Voice.vowel(RATE_HZ, 4, 0.9),
                        Voice.vowel(RATE_HZ, 3, 0.1),
                        Voice.silence(RATE_HZ, 3));
        for (int frame = 0; frame * ToneModel.FRAME_SAMPLES < sound.length; frame++) {
            int token = frame < tokens.length ? tokens[frame] : 0;
            sound[frame * ToneModel.FRAME_SAMPLES + READ_SAMPLE] = token / 16f;
        }
        return sound;
    }

    /** Two channels side by side; the shorter one goes on silently. */
    static float[] call(float[] left, float[] right) {
        float[] both = new float[2 * Math.max(left.length, right.length)];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
        }
        for (int i = 0; i < right.length; i++) {
            both[2 * i + 1] = right[i];
        }
        return both;
    }

    static List<String> take(Session session) {
        List<String> events = new ArrayList<>();
        for (SessionEvent event; (event = session.poll()) != null; ) {
            events.add(text(event));
        }
        return events;
    }

    static String text(SessionEvent event) {
        if (event instanceof SessionEvent.Partial partial) {
            return event.channel() + " " + text(partial.transcript());
        }
        if (event instanceof SessionEvent.Final said) {
            return event.channel() + " " + text(said.transcript());
        }
        if (event instanceof SessionEvent.Feeling feeling) {
            return event.channel() + " " + text(feeling.event());
        }
        return event.toString();
    }

    static String text(Transcript transcript) {
        return transcript + " " + transcript.tokens();
    }

    static String text(EmotionEvent event) {
        if (!(event instanceof EmotionEvent.Read read)) {
            return event.toString();
        }
        EmotionReading reading = read.reading();
        StringBuilder text = new StringBuilder("read ");
        text.append(reading.startSeconds()).append("-").append(reading.endSeconds()).append(' ');
        for (String label : reading.labels()) {
            text.append(label).append('=').append(reading.probability(label)).append(' ');
        }
        return text.append(reading.label()).append(' ').append(reading.angerLevel()).toString();
    }
}
