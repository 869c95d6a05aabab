package org.ossicle.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.benchmarks.work.MissingModelException;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.WrongOutputException;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;

/** A short look at whether ours is still fast: a table of ratios against ONNX Runtime. */
public final class GuardCommand {
    private GuardCommand() {}

    /**
     * @param arguments as {@link GuardOptions} describes
     * @return the process's exit status: 0, 1 if ours and a peer disagreed, 2 for wrong arguments
     */
    public static int run(String[] arguments) throws IOException {
        GuardOptions options;
        try {
            options = GuardOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(GuardOptions.USAGE);
            return 2;
        }
        EngineLookup.Choice choice = EngineLookup.open();
        try (Engine engine = choice.engine()) {
            System.out.println(choice.reason() + " " + engine.facts());
            System.out.println(
                    "ratio: the peer's divided by ours, above 1 is better; cpu: the same of"
                            + " processor time; rtf: our time as a part of the sound's");
            System.out.println(GuardReport.HEADING);
            return run(options, GuardTasks.all(engine));
        }
    }

    private static int run(GuardOptions options, List<GuardTask> tasks) throws IOException {
        ModelFolder models = new ModelFolder(options.modelFolder());
        List<GuardRow> rows = new ArrayList<>();
        int status = 0;
        for (GuardTask task : tasks) {
            if (!options.selects(task.work())) {
                continue;
            }
            GuardRow row;
            try {
                Measured measured = task.measurement().measure(models, new Duel(options.seconds()));
                row = new GuardRow(task, measured, null);
            } catch (MissingModelException e) {
                row = new GuardRow(task, null, "skipped: " + e.getMessage());
            } catch (WrongOutputException e) {
                row = new GuardRow(task, null, "not timed: " + e.getMessage());
                status = 1;
            }
            System.out.println(GuardReport.line(row));
            rows.add(row);
        }
        Path json = options.json();
        if (json != null) {
            Files.writeString(json, GuardReport.json(rows));
        }
        return status;
    }
}
