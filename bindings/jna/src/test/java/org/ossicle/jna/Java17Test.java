package org.ossicle.jna;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Says so when the tests of this binding have not run on a Java that has no other one. */
class Java17Test {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    @Test
    void theJavaWithoutForeignMemoryIsOne() throws IOException {
        String home = System.getProperty("ossicle.java17.home", "");
        assumeTrue(
                !home.isBlank(),
                "no run on Java 17 to 21: run Maven itself on one of them, or name its folder with"
                        + " -Djava17.home");
        Matcher version = VERSION.matcher(Files.readString(Path.of(home, "release")));
        assertTrue(version.find(), home + " is no JDK");
        int feature = Integer.parseInt(version.group(1));
        assertTrue(feature >= 17 && feature < 22, home + " is Java " + feature);
    }
}
