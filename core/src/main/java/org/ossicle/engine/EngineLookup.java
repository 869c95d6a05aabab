package org.ossicle.engine;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import org.ossicle.error.EngineException;

/**
 * Finds the engines on the class path and opens the best one that runs here. A provider that cannot
 * be loaded or opened is passed over and its reason kept, so that a report can say why a faster
 * engine is not in use. The interpreter is always there.
 *
 * <p>The system property {@value #PROPERTY} names the one engine to use.
 */
public final class EngineLookup {
    /** Names the engine to use; nothing else is tried then. */
    public static final String PROPERTY = "ossicle.engine";

    /** More broken service entries than this end the search. */
    private static final int MAX_BROKEN_ENTRIES = 64;

    private static final Comparator<EngineProvider> HIGHEST_FIRST = new HighestFirst();
    private static final AtomicReference<String> LAST_LOGGED = new AtomicReference<>();

    private EngineLookup() {}

    /**
     * A provider that was passed over.
     *
     * @param name the engine's name, or the service entry if not even that could be read
     * @param reason why it cannot run here
     */
    public record Rejected(String name, String reason) {
        @Override
        public String toString() {
            return name + " (" + reason + ")";
        }
    }

    /**
     * An open engine and what was passed over to get to it.
     *
     * @param engine the caller's to close
     * @param forced whether {@value EngineLookup#PROPERTY} named it
     * @param rejected the providers of higher priority that cannot run here
     */
    public record Choice(Engine engine, boolean forced, List<Rejected> rejected) {
        public Choice {
            rejected = List.copyOf(rejected);
        }

        /** One line for a log or a report. */
        public String reason() {
            String why = forced ? "asked for by " + PROPERTY : "first that runs here";
            StringJoiner passed = new StringJoiner(", ", "; passed over: ", "");
            passed.setEmptyValue("");
            for (Rejected provider : rejected) {
                passed.add(provider.toString());
            }
            return "engine " + engine.name() + ", " + why + passed;
        }
    }

    /**
     * Opens the best engine. The choice is logged with its reason the first time and whenever it is
     * another one than before.
     *
     * @throws EngineException if the engine named by {@value #PROPERTY} is unknown or cannot run
     */
    public static Choice open() {
        List<Rejected> broken = new ArrayList<>();
        List<EngineProvider> providers = providers(broken);
        Choice choice = choose(providers, broken, System.getProperty(PROPERTY));
        String reason = choice.reason();
        if (!reason.equals(LAST_LOGGED.getAndSet(reason))) {
            new LogLine(reason).start();
        }
        return choice;
    }

    /**
     * Logs from a thread of its own: the first line that a process logs takes it longer than
     * loading a model from the cache. Classes, as no lambda is linked before the model is there.
     */
    private static final class LogLine extends Thread {
        private final String line;

        LogLine(String line) {
            super("ossicle-log");
            this.line = line;
            setDaemon(true);
        }

        @Override
        public void run() {
            System.getLogger(EngineLookup.class.getName()).log(Level.INFO, line);
        }
    }

    private static final class HighestFirst implements Comparator<EngineProvider> {
        @Override
        public int compare(EngineProvider a, EngineProvider b) {
            return Integer.compare(b.priority(), a.priority());
        }
    }

    static Choice choose(List<EngineProvider> providers, List<Rejected> broken, String wanted) {
        List<Rejected> rejected = new ArrayList<>(broken);
        List<EngineProvider> order = new ArrayList<>(providers);
        order.sort(HIGHEST_FIRST);
        boolean forced = wanted != null && !wanted.isBlank();
        for (EngineProvider provider : order) {
            if (forced && !provider.name().equals(wanted.strip())) {
                continue;
            }
            try {
                return new Choice(provider.open(), forced, rejected);
            } catch (RuntimeException | LinkageError e) {
                rejected.add(new Rejected(provider.name(), message(e)));
            }
        }
        List<String> names = new ArrayList<>();
        for (EngineProvider provider : order) {
            names.add(provider.name());
        }
        throw new EngineException(
                forced ? "system property " + PROPERTY : "engine lookup",
                "an engine that runs here, out of " + names,
                (forced ? "'" + wanted + "' " : "none ") + rejected,
                "remove the property or fix what the engine lacks");
    }

    private static List<EngineProvider> providers(List<Rejected> broken) {
        List<EngineProvider> found = new ArrayList<>();
        Iterator<EngineProvider> services = ServiceLoader.load(EngineProvider.class).iterator();
        boolean more = true;
        while (more && broken.size() < MAX_BROKEN_ENTRIES) {
            try {
                more = services.hasNext();
                if (more) {
                    found.add(services.next());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                broken.add(new Rejected("service entry", message(e)));
            }
        }
        found.add(new InterpreterProvider());
        return found;
    }

    private static String message(Throwable e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return e.getCause() == null ? text : text + ": " + e.getCause();
    }
}
