package org.ossicle.all;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first Java that a newcomer sees must compile. */
class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void examplesCompileAgainstTheOneDependency(@TempDir Path folder) throws IOException {
        Matcher block = JAVA_BLOCK.matcher(Files.readString(Path.of("../../README.md")));
        int examples = 0;
        for (; block.find(); examples++) {
            assertEquals(List.of(), errors(block.group(1), folder), block.group(1));
        }
        assertEquals(2, examples, "Java examples in README.md");
    }

    private static List<String> errors(String body, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "tests run on a JDK");
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            List<JavaFileObject> sources = List.of(new Example(body));
            compiler.getTask(null, files, found, options, null, sources).call();
        }
        return found.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .map(message -> message.getMessage(Locale.ROOT))
                .collect(Collectors.toList());
    }

    /** The example with what stands around it in a program. */
    private static final class Example extends SimpleJavaFileObject {
        private final String code;

        Example(String body) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            code =
                    "import java.nio.file.Path;\n"
                            + "import org.ossicle.*;\n"
                            + "import org.ossicle.audio.*;\n"
                            + "class Example {\n"
                            + "    interface Telephone { boolean read(short[] pcm); }\n"
                            + "    Telephone telephone;\n"
                            + "    void run() throws Exception {\n"
                            + body
                            + "    }\n"
                            + "}\n";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
