package org.ossicle.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ossicle.OnnxExplanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One ONNX file on its way to an engine. */
@Command(
        name = "explain",
        description =
                "Shows the graph of an ONNX file before and after the passes, the plan, its memory"
                        + " and every operator that is not supported.")
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL.onnx", description = "An ONNX file.")
    private Path file;

    @Option(
            names = "--dim",
            paramLabel = "NAME=SIZE",
            description = "Size of a symbolic dimension; those not named are 1.")
    private Map<String, Long> dims = Map.of();

    @Option(
            names = "--value",
            paramLabel = "NAME=NUMBER",
            description = "Value of an input that never changes.")
    private Map<String, Double> values = Map.of();

    @Option(names = "--summary", description = "Leave out the graphs and the plan.")
    private boolean summary;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        OnnxExplanation explained = OnnxExplanation.of(file, dims, values);
        show("model", explained.header());
        show("unsupported operators", String.join("\n", explained.unsupportedOperators()));
        if (!summary) {
            show("graph as imported", explained.importedGraph());
        }
        show("passes", explained.passes());
        if (!summary) {
            show("graph after the passes", explained.compiledGraph());
            show("plan", explained.plan());
        }
        show("memory", explained.memory());
        show("problem", explained.problem());
        return explained.problem().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void show(String title, String text) {
        if (!text.isEmpty()) {
            PrintWriter out = command.commandLine().getOut();
            out.println("== " + title);
            out.println(text.stripTrailing());
            out.println();
            out.flush();
        }
    }
}
