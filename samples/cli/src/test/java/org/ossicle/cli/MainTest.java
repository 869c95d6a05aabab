package org.ossicle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void needsNoModel(@TempDir Path folder) {
        String missing = folder.resolve("speech.wav").toString();
        assertEquals(FAILED, run("transcribe", missing));
        assertTrue(errors.toString().contains(missing), errors.toString());
    }

    @Test
    void saysWhatIsWrongWithAModel(@TempDir Path folder) {
        assertEquals(FAILED, run("transcribe", "--model", folder.toString(), "speech.wav"));
        assertTrue(errors.toString().startsWith("ossicle: " + folder), errors.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sing",
                "transcribe",
                "transcribe --chunk-ms 0 --model . a.wav",
                "transcribe --beam 17 a.wav",
                "transcribe --beam 2 a.wav"
            })
    void explainsWrongUsage(String arguments) {
        assertEquals(USAGE, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertLinesMatch(("ossicle: .+\nTry: ossicle.* --help").lines(), errors.toString().lines());
    }

    @Test
    void doctorNamesTheEngineAndTheReason() {
        assertEquals(OK, run("doctor"));
        assertTrue(out.toString().matches("(?s)engine: .+\nreason: .+"), out.toString());
    }

    private int run(String... arguments) {
        CommandLine commands = Main.commands(null);
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(errors));
        return commands.execute(arguments);
    }
}
