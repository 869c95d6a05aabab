package org.ossicle.model;

import java.util.Map;

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
}
