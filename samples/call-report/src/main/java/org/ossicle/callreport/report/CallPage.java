package org.ossicle.callreport.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ossicle.Word;
import org.ossicle.callreport.analysis.CallAnalysis;
import org.ossicle.callreport.analysis.Escalation;
import org.ossicle.callreport.analysis.Interruption;
import org.ossicle.callreport.analysis.SpeakerPart;
import org.ossicle.callreport.analysis.TalkShares;
import org.ossicle.callreport.analysis.Turn;

/** What the template of a call's page shows, as texts; the template names these methods. */
final class CallPage {
    private final CallReport report;
    private final CallAnalysis call;
    private final Map<String, String> assets;
    private final String data;

    /**
     * @param data of the charts, as JSON
     */
    CallPage(CallReport report, Map<String, String> assets, String data) {
        this.report = report;
        this.call = report.analysis();
        this.assets = assets;
        this.data = data;
    }

    record Share(String label, String kind, String time, String percent, long width) {}

    record SpeakerRow(String name, int number, PartTexts part, long interruptions, long tookOver) {}

    record QuarterRow(String name, String times, List<SpeakerRow> speakers) {}

    record EmotionRow(String name, List<String> quarters) {}

    record SpeakerEmotions(String name, List<EmotionRow> rows) {}

    record PartTexts(
            String talk,
            String share,
            int words,
            String rate,
            String loudness,
            String meanAnger,
            String peakAnger) {}

    record Quote(String name, int number, String text) {}

    record EscalationText(
            String time,
            String until,
            String name,
            int number,
            String peak,
            Integer turn,
            List<Quote> before,
            String during) {}

    record TurnText(
            int index, String time, String name, int number, List<WordText> words, boolean angry) {}

    record WordText(String text, String time, boolean angry, boolean unsure) {}

    String style() {
        return assets.get("style");
    }

    String charts() {
        return assets.get("charts");
    }

    String library() {
        return assets.get("library");
    }

    String data() {
        return data;
    }

    String file() {
        return report.file();
    }

    String models() {
        return report.models();
    }

    String duration() {
        return Texts.time(call.durationSeconds());
    }

    boolean hasEmotions() {
        return report.hasEmotions();
    }

    int overlapCount() {
        return call.overlaps().list().size();
    }

    int interruptionCount() {
        return call.interruptions().size();
    }

    int escalationCount() {
        return call.escalations().size();
    }

    boolean hasEscalations() {
        return !call.escalations().isEmpty();
    }

    boolean hasTurns() {
        return !call.turns().isEmpty();
    }

    String silenceShare() {
        return Texts.percent(call.shares().silenceSeconds(), call.durationSeconds());
    }

    List<Share> shares() {
        TalkShares s = call.shares();
        return List.of(
                share("only " + report.speakers().get(0), "speaker1", s.firstAloneSeconds()),
                share("both at once", "both", s.bothSeconds()),
                share("only " + report.speakers().get(1), "speaker2", s.secondAloneSeconds()),
                share("silence", "silence", s.silenceSeconds()));
    }

    private Share share(String label, String kind, double seconds) {
        double duration = call.durationSeconds();
        long width = Math.round(1000 * seconds / duration);
        return new Share(label, kind, Texts.time(seconds), Texts.percent(seconds, duration), width);
    }

    List<SpeakerRow> speakers() {
        return speakers(call.whole(), 0, call.durationSeconds());
    }

    List<QuarterRow> quarters() {
        List<QuarterRow> rows = new ArrayList<>();
        double length = call.durationSeconds() / call.quarters().size();
        for (int q = 0; q < call.quarters().size(); q++) {
            double start = q * length;
            String times = Texts.time(start) + " to " + Texts.time(start + length);
            rows.add(
                    new QuarterRow(
                            "Quarter " + (q + 1),
                            times,
                            speakers(call.quarters().get(q), start, start + length)));
        }
        return rows;
    }

    private List<SpeakerRow> speakers(List<SpeakerPart> parts, double from, double to) {
        List<SpeakerRow> rows = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            long begun = 0;
            long tookOver = 0;
            for (Interruption one : call.interruptions()) {
                if (one.speaker() == i && one.atSeconds() >= from && one.atSeconds() < to) {
                    begun++;
                    tookOver += one.takesOver() ? 1 : 0;
                }
            }
            PartTexts texts = texts(parts.get(i), to - from);
            rows.add(new SpeakerRow(name(i), i + 1, texts, begun, tookOver));
        }
        return rows;
    }

    private static PartTexts texts(SpeakerPart part, double seconds) {
        return new PartTexts(
                Texts.time(part.talkSeconds()),
                Texts.percent(part.talkSeconds(), seconds),
                part.words(),
                Texts.whole(part.wordsPerMinute()),
                Texts.oneDecimal(part.loudnessLufs()),
                Texts.whole(part.meanAnger()),
                Texts.whole(part.peakAnger()));
    }

    List<SpeakerEmotions> emotions() {
        List<SpeakerEmotions> all = new ArrayList<>();
        for (int i = 0; i < report.speakers().size(); i++) {
            List<EmotionRow> rows = new ArrayList<>();
            for (String label : call.whole().get(i).emotions().keySet()) {
                List<String> cells = new ArrayList<>();
                for (List<SpeakerPart> quarter : call.quarters()) {
                    Double mean = quarter.get(i).emotions().get(label);
                    cells.add(mean == null ? Texts.UNKNOWN : Texts.percent(mean, 1));
                }
                rows.add(new EmotionRow(label, cells));
            }
            if (!rows.isEmpty()) {
                all.add(new SpeakerEmotions(name(i), rows));
            }
        }
        return all;
    }

    List<EscalationText> escalations() {
        List<EscalationText> texts = new ArrayList<>();
        for (Escalation e : call.escalations()) {
            List<Quote> before =
                    e.before().stream()
                            .map(s -> new Quote(name(s.speaker()), s.speaker() + 1, s.text()))
                            .toList();
            texts.add(
                    new EscalationText(
                            Texts.time(e.startSeconds()),
                            Texts.time(e.endSeconds()),
                            name(e.speaker()),
                            e.speaker() + 1,
                            Texts.whole(e.peakLevel()),
                            e.turn() < 0 ? null : e.turn(),
                            before,
                            e.during()));
        }
        return texts;
    }

    List<TurnText> turns() {
        List<TurnText> texts = new ArrayList<>();
        for (int i = 0; i < call.turns().size(); i++) {
            Turn turn = call.turns().get(i);
            List<WordText> words = turn.words().stream().map(w -> word(turn, w)).toList();
            boolean angry = words.stream().anyMatch(WordText::angry);
            String time = Texts.time(turn.startSeconds());
            int speaker = turn.speaker();
            texts.add(new TurnText(i, time, name(speaker), speaker + 1, words, angry));
        }
        return texts;
    }

    private WordText word(Turn turn, Word word) {
        boolean angry =
                call.escalations().stream()
                        .anyMatch(
                                e ->
                                        e.speaker() == turn.speaker()
                                                && word.startSeconds() >= e.startSeconds()
                                                && word.startSeconds() < e.endSeconds());
        boolean unsure = word.confidence() < 0.5f;
        return new WordText(word.text(), Texts.time(word.startSeconds()), angry, unsure);
    }

    private String name(int speaker) {
        return report.speakers().get(speaker);
    }
}
