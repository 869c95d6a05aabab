package org.ossicle.callreport.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ossicle.callreport.analysis.AngerEpisode;
import org.ossicle.callreport.analysis.Calls;
import org.ossicle.callreport.analysis.EmotionPoint;
import org.ossicle.callreport.analysis.HeardChannel;
import org.ossicle.callreport.hearing.HeardCall;

class HtmlReportTest {
    private static final HtmlReport HTML = new HtmlReport();

    private static final List<EmotionPoint> FEELINGS =
            List.of(Calls.feeling(5, 70), Calls.feeling(6, 77));

    private static CallReport report(String file, List<EmotionPoint> feelings) {
        List<AngerEpisode> episodes =
                feelings.isEmpty() ? List.of() : List.of(new AngerEpisode(5, 8, 77));
        HeardChannel first = Calls.channel(10, Calls.words("hello", 1), 1, 3);
        HeardChannel second =
                new HeardChannel(
                        Calls.words("<b>no</b> never", 5, 6),
                        feelings,
                        episodes,
                        first.levels(),
                        first.loudness());
        return CallReport.of(
                file,
                new Fingerprint(1, 2, "test"),
                "a test",
                List.of("Ann & Co", "Bob"),
                new HeardCall(10, 8_000, List.of(first, second)));
    }

    @Test
    void quotesWhatComesFromOutside() {
        String page = HTML.page(report("</title><script>alert(1)</script>.wav", FEELINGS));
        assertFalse(page.contains("<script>alert"));
        assertFalse(page.contains("<b>no"));
        assertTrue(page.contains("Ann &amp; Co"));
    }

    @Test
    void holdsAllItNeeds() {
        String page = HTML.page(report("call.wav", FEELINGS));
        assertTrue(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
        String body = page.substring(0, page.indexOf("<script"));
        Matcher loaded = Pattern.compile("(?:src|href)=\"[^#]|url\\(|@import").matcher(body);
        assertFalse(loaded.find(), "something is loaded from elsewhere");
        assertFalse(page.contains("<script src"));
        assertTrue(page.contains("Licensed to the Apache Software Foundation"), "the charts");
        assertFalse(body.contains("{{"));
    }

    @Test
    void linksEscalationsToTheirTurns() {
        String page = HTML.page(report("call.wav", FEELINGS));
        assertTrue(page.contains("from 0:05 to 0:08, level up to 77"));
        assertTrue(page.contains("href=\"#turn-1\""));
        assertTrue(page.contains("<li id=\"turn-1\" class=\"speaker2\">"));
        assertTrue(page.contains("sounds angry"));
    }

    @Test
    void quotesNothingWhereNoWordsWereRecognized() {
        HeardChannel silent = Calls.channel(10, List.of(), 1, 3);
        HeardChannel angry =
                new HeardChannel(
                        List.of(),
                        FEELINGS,
                        List.of(new AngerEpisode(5, 8, 77)),
                        silent.levels(),
                        silent.loudness());
        HeardCall call = new HeardCall(10, 8_000, List.of(silent, angry));
        List<String> names = List.of("Ann", "Bob");
        String page =
                HTML.page(CallReport.of("a.wav", new Fingerprint(1, 2, ""), "a test", names, call));
        assertTrue(page.contains("Where it escalates"));
        assertFalse(page.contains("“”"), "an empty quotation");
    }

    @Test
    void saysWhenFeelingsAreMissing() {
        String page = HTML.page(report("call.wav", List.of()));
        assertTrue(page.contains("Feelings are not in this report"));
        assertFalse(page.contains("Where it escalates"));
        assertFalse(page.contains("Anger, peak"));
    }

    @Test
    void jsonHasNamesAndRoundedNumbers() throws Exception {
        String text = ReportJson.PRETTY.writeValueAsString(report("call.wav", FEELINGS));
        JsonNode json = ReportJson.PRETTY.readTree(text);
        assertEquals("call.wav", json.path("file").asText());
        assertEquals(77, json.at("/analysis/escalations/0/peakLevel").asDouble());
        assertEquals(1, json.at("/figures/escalations").asInt());
        assertEquals("never", json.at("/analysis/turns/1/words/1/text").asText());
        assertEquals(0.77, json.at("/emotions/1/1/probabilities/anger").asDouble());
        assertEquals(1, json.at("/analysis/talk/0/0/startSeconds").asDouble(), 0.03);
        assertTrue(text.contains("\"angerLevel\" : 70.000"));
    }

    @Test
    void overviewNamesProblemsAndLinks() {
        Figures figures = report("a.wav", FEELINGS).figures();
        String page =
                HTML.overview(
                        List.of(
                                OverviewRow.of("a.wav", "./a.wav.html", figures),
                                OverviewRow.failed("b.wav", "b.wav: <broken>")));
        assertTrue(page.contains("<a href=\"./a.wav.html\">a.wav</a>"));
        assertTrue(page.contains("b.wav: &lt;broken&gt;"));
        assertFalse(page.contains("{{"));
    }

    @Test
    void longCurvesKeepTheirPeaksAndPauses() {
        List<EmotionPoint> windows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            windows.add(Calls.feeling(1 + i, i == 12_345 ? 99 : 10));
        }
        List<Double[]> curve = ChartData.curve(windows);
        assertTrue(curve.size() <= 1_500, "is " + curve.size());
        assertTrue(curve.stream().anyMatch(p -> p[1] != null && p[1] == 99));
        List<Double[]> broken = ChartData.curve(List.of(Calls.feeling(2, 5), Calls.feeling(10, 6)));
        assertEquals(3, broken.size());
        assertEquals(null, broken.get(1)[1]);
    }
}
