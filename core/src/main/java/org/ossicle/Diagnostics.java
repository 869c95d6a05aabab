package org.ossicle;

import java.util.Map;
import java.util.TreeMap;
import org.ossicle.model.EngineReport;

/**
 * What a model runs on, for bug reports and for finding out why something is slow.
 *
 * @param engine name of the engine
 * @param engineReason why it was chosen, and what speaks against each engine that was passed over
 * @param engineFacts what the engine says about itself: library file, version, instruction sets
 * @param javaVersion version and vendor of the Java virtual machine
 * @param platform operating system and architecture, as Java names them
 * @param processors processors available to this process
 */
public record Diagnostics(
        String engine,
        String engineReason,
        Map<String, String> engineFacts,
        String javaVersion,
        String platform,
        int processors) {
    public Diagnostics {
        engineFacts = Map.copyOf(engineFacts);
    }

    /**
     * What a model loaded now would run on.
     *
     * @throws org.ossicle.error.EngineException if no engine runs here
     */
    public static Diagnostics ofThisMachine() {
        return of(EngineReport.ofThisMachine());
    }

    static Diagnostics of(EngineReport report) {
        return new Diagnostics(
                report.name(),
                report.reason(),
                report.facts(),
                Runtime.version() + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    }

    /** The report, one fact per line. */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder();
        report.append("engine: ").append(engine).append('\n');
        report.append("reason: ").append(engineReason).append('\n');
        new TreeMap<>(engineFacts)
                .forEach(
                        (name, fact) -> report.append(name).append(": ").append(fact).append('\n'));
        report.append("java: ").append(javaVersion).append('\n');
        report.append("platform: ").append(platform).append('\n');
        report.append("processors: ").append(processors).append('\n');
        return report.toString();
    }
}
