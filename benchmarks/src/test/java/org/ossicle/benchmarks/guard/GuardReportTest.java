package org.ossicle.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.benchmarks.work.Contender;

class GuardReportTest {
    private static final GuardTask TASK =
            new GuardTask("say \"a\"", "onnxruntime", 2, (models, duel) -> Measured.NOTHING);

    @Test
    void writesEveryFieldOfARow() {
        Samples ours = new Samples();
        Samples peer = new Samples();
        for (int i = 1; i <= 100; i++) {
            ours.add(i * 1000);
            peer.add(i * 4000);
        }
        ours.addTurn(100_000, 100);
        peer.addTurn(200_000, 100);
        GuardRow row = new GuardRow(TASK, Measured.times(ours, peer, 24), null);
        assertEquals(
                "[\n"
                    + "  {\"work\": \"say \\\"a\\\"\", \"peer\": \"onnxruntime\", \"peerMedianUs\":"
                    + " 204, \"peerP99Us\": 400, \"oursMedianUs\": 51, \"oursP99Us\": 100,"
                    + " \"ratio\": 4, \"cpuRatio\": 2, \"bytesPerOp\": 24, \"realTimeFactor\":"
                    + " 0.0255000}\n"
                    + "]\n",
                GuardReport.json(List.of(row)));
        assertTrue(GuardReport.line(row).contains("4.00"), GuardReport.line(row));
    }

    @Test
    void saysWhyARowIsMissing() {
        GuardRow row = new GuardRow(TASK, null, "skipped: no file");
        String json = GuardReport.json(List.of(row));
        assertTrue(json.contains("\"ratio\": null"), json);
        assertTrue(json.contains("\"skipped\": \"skipped: no file\""), json);
    }

    @Test
    void timesBothInTurns() {
        int[] calls = new int[2];
        Measured measured = new Duel(0.05).time(counter(calls, 0), counter(calls, 1));
        assertTrue(calls[0] > 10 && calls[1] > 10, calls[0] + " and " + calls[1]);
        assertTrue(measured.oursMedianUs() >= 0);
        assertEquals(0, measured.bytesPerOp());
    }

    @Test
    void oursUnderOtherConditionsIsAPeerToo() {
        Samples alone = new Samples();
        Samples beside = new Samples();
        for (int i = 1; i <= 100; i++) {
            alone.add(i * 1000);
            beside.add(i * 2000);
        }
        Measured before = Measured.times(alone, new Samples(), 0);
        Measured measured = Measured.times(beside, new Samples(), 8).nextTo(before);
        assertEquals(51, measured.peerMedianUs());
        assertEquals(100, measured.peerP99Us());
        assertEquals(102, measured.oursMedianUs());
        assertEquals(200, measured.oursP99Us());
        assertEquals(0.5, measured.ratio());
        assertEquals(8, measured.bytesPerOp());
    }

    private static Contender counter(int[] calls, int which) {
        return new Contender() {
            @Override
            public void run() {
                calls[which]++;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void understandsItsArguments() {
        GuardOptions options =
                GuardOptions.parse(
                        new String[] {"--model-dir", "m", "--json", "f", "--only", "vad,lstm"});
        assertEquals(Path.of("m"), options.modelFolder());
        assertEquals(Path.of("f"), options.json());
        assertTrue(options.selects("silero-vad, 32 ms"));
        assertEquals(false, options.selects("features"));
        assertThrows(
                IllegalArgumentException.class,
                () -> GuardOptions.parse(new String[] {"--jsn", "f"}));
        assertThrows(
                IllegalArgumentException.class, () -> GuardOptions.parse(new String[] {"--json"}));
        assertThrows(
                IllegalArgumentException.class,
                () -> GuardOptions.parse(new String[] {"--seconds", "0"}));
    }
}
