package org.ossicle.model;

import java.util.Map;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;

/**
 * The engine that runs a model.
 *
 * @param name the engine's name
 * @param reason why it was chosen, and why not those that were preferred to it
 * @param facts what the engine says about itself: library file, version, instruction sets
 */
public record EngineReport(String name, String reason, Map<String, String> facts) {
    public EngineReport {
        facts = Map.copyOf(facts);
    }

    public static EngineReport of(EngineLookup.Choice choice) {
        return new EngineReport(choice.engine().name(), choice.reason(), choice.engine().facts());
    }

    /**
     * The engine that a model loaded now would get; opened for this report only.
     *
     * @throws org.ossicle.error.EngineException if no engine runs here
     */
    public static EngineReport ofThisMachine() {
        EngineLookup.Choice choice = EngineLookup.open();
        Engine engine = choice.engine();
        try {
            return of(choice);
        } finally {
            engine.close();
        }
    }
}
