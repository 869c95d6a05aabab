package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ossicle.Word;

/**
 * A moment from which a speaker sounds angry, with the words around it.
 *
 * @param speaker 0 or 1
 * @param startSeconds when the anger was noticed
 * @param endSeconds when the speaker was last heard angry
 * @param peakLevel highest level of anger in between, 0 to 100
 * @param turn index of the turn of the speaker that is nearest to the start; -1 without any
 * @param before what either speaker said just before, in the order of time
 * @param during what the speaker said from just before the start on
 */
public record Escalation(
        int speaker,
        double startSeconds,
        double endSeconds,
        double peakLevel,
        int turn,
        List<Said> before,
        String during) {

    /** How far back the words before begin. */
    private static final double BEFORE_SECONDS = 10;

    /** Anger is noticed only once it has lasted for a while, so its words begin earlier. */
    private static final double NOTICED_AFTER_SECONDS = 2;

    private static final double MAX_DURING_SECONDS = 10;

    /**
     * Words of one speaker in a row.
     *
     * @param speaker 0 or 1
     */
    public record Said(int speaker, String text) {}

    /** The escalations of a call, in the order of time. */
    public static List<Escalation> of(List<HeardChannel> channels, List<Turn> turns) {
        List<Escalation> found = new ArrayList<>();
        for (int speaker = 0; speaker < channels.size(); speaker++) {
            for (AngerEpisode episode : channels.get(speaker).episodes()) {
                found.add(of(speaker, episode, turns));
            }
        }
        found.sort(Comparator.comparingDouble(Escalation::startSeconds));
        return List.copyOf(found);
    }

    private static Escalation of(int speaker, AngerEpisode episode, List<Turn> turns) {
        double onset = episode.startSeconds() - NOTICED_AFTER_SECONDS;
        double until = Math.min(episode.endSeconds(), onset + MAX_DURING_SECONDS);
        List<Said> before = new ArrayList<>();
        StringBuilder during = new StringBuilder();
        for (Turn turn : turns) {
            String earlier = text(turn, onset - BEFORE_SECONDS, onset);
            if (!earlier.isEmpty()) {
                before.add(new Said(turn.speaker(), earlier));
            }
            String now = turn.speaker() == speaker ? text(turn, onset, until) : "";
            if (!now.isEmpty()) {
                during.append(during.length() == 0 ? "" : " ").append(now);
            }
        }
        return new Escalation(
                speaker,
                episode.startSeconds(),
                episode.endSeconds(),
                episode.peakLevel(),
                nearest(turns, speaker, episode.startSeconds()),
                List.copyOf(before),
                during.toString());
    }

    private static String text(Turn turn, double from, double to) {
        List<String> words = new ArrayList<>();
        for (Word word : turn.words()) {
            if (word.startSeconds() >= from && word.startSeconds() < to) {
                words.add(word.text());
            }
        }
        return String.join(" ", words);
    }

    private static int nearest(List<Turn> turns, int speaker, double atSeconds) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            double before = turn.startSeconds() - atSeconds;
            double distance = Math.max(0, Math.max(before, atSeconds - turn.endSeconds()));
            if (turn.speaker() == speaker && distance < least) {
                nearest = i;
                least = distance;
            }
        }
        return nearest;
    }
}
