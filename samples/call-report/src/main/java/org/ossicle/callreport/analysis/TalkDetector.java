package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds when the speaker of a channel talks, by level alone: a channel of a call holds one voice
 * over a noise that hardly changes.
 *
 * <p>The noise is the level that a tenth of the frames stay below; the voice is the level that half
 * a second reaches. A channel in which they are less than 10 dB apart has no talk. Talk is what
 * stands 10 dB over the noise, and no more than 35 dB below the voice; the bar is at least 10 dB
 * below the voice, so that somebody who never pauses is heard too. Gaps up to 0.3 s, as within
 * words, count as talk; sounds shorter than 0.1 s do not.
 */
public final class TalkDetector {
    private static final double NOISE_QUANTILE = 0.1;
    private static final double VOICE_SECONDS = 0.5;
    private static final float QUIETEST_VOICE_DBFS = -65f;
    private static final float SMALLEST_SPREAD_DB = 10f;
    private static final float OVER_NOISE_DB = 10f;
    private static final float FAR_BELOW_VOICE_DB = 35f;
    private static final float BELOW_VOICE_DB = 10f;
    private static final double MAX_GAP_SECONDS = 0.3;
    private static final double MIN_TALK_SECONDS = 0.1;

    private TalkDetector() {}

    /** The stretches of talk in a whole channel. */
    public static Spans detect(LevelTrack track) {
        float[] sorted = track.sortedLevels();
        if (sorted.length == 0) {
            return Spans.of(List.of());
        }
        int voiceFrames = (int) Math.round(VOICE_SECONDS / track.frameSeconds());
        float voice = sorted[Math.max(0, sorted.length - voiceFrames)];
        float noise = sorted[(int) (sorted.length * NOISE_QUANTILE)];
        if (voice < QUIETEST_VOICE_DBFS || voice - noise < SMALLEST_SPREAD_DB) {
            return Spans.of(List.of());
        }
        float bar = Math.max(noise + OVER_NOISE_DB, voice - FAR_BELOW_VOICE_DB);
        return above(track, Math.min(bar, voice - BELOW_VOICE_DB));
    }

    private static Spans above(LevelTrack track, float bar) {
        List<Span> loud = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= track.frames(); i++) {
            boolean over = i < track.frames() && track.levelDbfs(i) >= bar;
            if (over && start < 0) {
                start = i;
            } else if (!over && start >= 0) {
                loud.add(new Span(start * track.frameSeconds(), i * track.frameSeconds()));
                start = -1;
            }
        }
        return Spans.of(loud).joined(MAX_GAP_SECONDS).lasting(MIN_TALK_SECONDS);
    }
}
