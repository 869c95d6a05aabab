package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorTableTest {
    private static final Path PAGE = Path.of("docs", "operators.md");

    /** Writes the page anew where the system property {@code ossicle.regenerate} is true. */
    @Test
    void pageIsUpToDate() throws IOException {
        assumeTrue(
                System.getProperty("ossicle.vectors") == null,
                "the page is about the whole archive, not what ossicle.vectors names");
        String page = new OperatorTable(NodeVectorRun.get()).markdown();
        if (Boolean.getBoolean("ossicle.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                Files.readString(PAGE),
                page,
                "docs/operators.md is out of date; regenerate it with: "
                        + "mvn -pl core test -Dtest=OperatorTableTest -Dossicle.regenerate=true");
    }

    @Test
    void writesNeighboursAsRanges() {
        assertEquals("7, 9-11, 13", OperatorTable.ranges(Set.of(7L, 9L, 10L, 11L, 13L)));
    }
}
