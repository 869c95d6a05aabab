package org.ossicle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.EngineLookup.Choice;
import org.ossicle.engine.EngineLookup.Rejected;
import org.ossicle.error.EngineException;

class EngineLookupTest {
    private final EngineProvider interpreter = new InterpreterProvider();

    @Test
    void takesTheHighestPriorityThatRuns() {
        EngineProvider fast = provider("fast", 9, InterpreterEngine::new);
        EngineProvider broken =
                provider(
                        "broken",
                        10,
                        () -> {
                            throw new UnsatisfiedLinkError("no libfast.so");
                        });
        Choice choice = choose(null, interpreter, fast, broken);
        assertEquals(List.of(new Rejected("broken", "no libfast.so")), choice.rejected());
        assertEquals(
                "engine interpreter, first that runs here; passed over: broken (no libfast.so)",
                choice.reason());
        assertFalse(choice.forced());
    }

    @Test
    void keepsTheReasonOfEngineExceptions() {
        EngineProvider old =
                provider(
                        "old",
                        1,
                        () -> {
                            throw new EngineException("old", "Java 22", "Java 17", "upgrade");
                        });
        Choice choice = choose(" ", old, interpreter);
        assertTrue(choice.rejected().get(0).reason().contains("found Java 17"));
    }

    @Test
    void propertyForcesOneEngine() {
        EngineProvider fast =
                provider(
                        "fast",
                        9,
                        () -> {
                            throw new AssertionError("must not be opened");
                        });
        Choice choice = choose("interpreter", fast, interpreter);
        assertTrue(choice.forced());
        assertEquals("interpreter", choice.engine().name());
    }

    @Test
    void refusesAnUnknownName() {
        EngineException e = assertThrows(EngineException.class, () -> choose("cuda", interpreter));
        assertTrue(e.getMessage().contains("'cuda'"), e.getMessage());
        assertTrue(e.getMessage().contains("[interpreter]"), e.getMessage());
    }

    @Test
    void refusesAForcedEngineThatCannotRun() {
        EngineProvider broken =
                provider(
                        "broken",
                        10,
                        () -> {
                            throw new NoClassDefFoundError("java/lang/foreign/Arena");
                        });
        EngineException e =
                assertThrows(EngineException.class, () -> choose("broken", interpreter, broken));
        assertTrue(e.getMessage().contains("java/lang/foreign/Arena"), e.getMessage());
    }

    @Test
    void theInterpreterIsAlwaysThere() {
        try (Engine engine = EngineLookup.open().engine()) {
            assertEquals("interpreter", engine.name());
        }
    }

    private static Choice choose(String wanted, EngineProvider... providers) {
        return EngineLookup.choose(List.of(providers), List.of(), wanted);
    }

    private static EngineProvider provider(String name, int priority, Supplier<Engine> open) {
        return new EngineProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int priority() {
                return priority;
            }

            @Override
            public Engine open() {
                return open.get();
            }
        };
    }
}
